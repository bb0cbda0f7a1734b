import { expect, it } from "vitest";
import { DataUploader } from "./data-uploads";
import { emptySnapshot } from "./rows.fixture";
import { StudioStore } from "./store";

it("does not give up a zip on its way for a second one, and says so", () => {
  const store = new StudioStore(emptySnapshot().session.id);
  const uploader = new DataUploader(store);
  const onItsWay = { name: "leaves.zip", bytes: 9, state: "sending", progress: 0.5, message: null, datasetId: null };
  store.change({ dataUpload: { ...onItsWay, state: "sending" } });
  uploader.send(new File(["PK"], "faces.zip"));
  expect(store.getState().dataUpload).toEqual(onItsWay);
  expect(store.getState().refusals.get("data-upload")).toBe("leaves.zip is on its way. One zip at a time.");

  uploader.dismiss();
  expect(store.getState().refusals.size).toBe(0);
  uploader.send(new File(["text"], "notes.txt"));
  expect(store.getState().dataUpload?.state).toBe("failed");
});
