"use client";

import { FileArchive, X } from "lucide-react";
import { useEffect, useRef } from "react";
import type { DataUpload } from "../../studio/state/data-uploads";
import { useActions, useStudio } from "../../studio/state/studio-context";
import { Button } from "../../ui/button";
import { IconButton } from "../../ui/icon-button";
import { Progress } from "../../ui/progress";
import { Refusal } from "../../ui/refusal";
import { Select } from "../../ui/select";
import { bytesInWords } from "../words";
import type { FormPart } from "./form-parts";
import { RemovingData } from "./removing-data";

/** A zip from this machine, or one that somebody uploaded to the session before. */
export function UploadedData({ draft, change }: FormPart) {
  const actions = useActions();
  const known = useStudio((state) => state.snapshot?.datasets);
  const datasets = known ?? [];
  const upload = useStudio((state) => state.dataUpload);
  const chosen = datasets.find(({ id }) => id === draft.datasetId);
  const arrived = datasets.find(({ id }) => id === upload?.datasetId);

  // Once the session knows of the zip it is the one that was meant.
  useEffect(() => {
    if (!arrived) return;
    change({ datasetId: arrived.id });
    actions.dismissDataUpload();
  }, [arrived, change, actions]);

  // What was chosen may have been removed, here or by somebody else.
  useEffect(() => {
    if (known && draft.datasetId && !chosen) change({ datasetId: "" });
  }, [known, draft.datasetId, chosen, change]);

  return (
    <div className="flex flex-col gap-3">
      {upload ? <OnItsWay upload={upload} /> : <Picker />}
      {datasets.length > 0 && (
        <div className="flex items-end gap-1">
          <div className="min-w-0 grow">
            <Select
              label="Uploaded in this session"
              value={chosen?.id ?? ""}
              choices={[
                { value: "", name: "Choose…" },
                ...datasets.map(({ id, name, bytes }) => ({ value: id, name: `${name} (${bytesInWords(bytes)})` })),
              ]}
              empty=""
              onChange={(datasetId) => change({ datasetId })}
            />
          </div>
          {chosen && <RemovingData dataset={chosen} />}
        </div>
      )}
    </div>
  );
}

function Picker() {
  const actions = useActions();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="flex h-28 flex-col items-center justify-center gap-2 rounded-control border-2 border-line border-dashed px-4 text-center">
      <input
        ref={input}
        type="file"
        accept=".zip,application/zip"
        aria-label="Zip file to upload"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) actions.uploadData(file);
          event.target.value = "";
        }}
      />
      <Button size="small" onClick={() => input.current?.click()}>
        <FileArchive size={15} aria-hidden="true" />
        Choose a .zip
      </Button>
      <p className="text-[13px] text-ink-faint leading-[18px]">
        or drop it anywhere on this page: JPEG, PNG, WebP and others, in any folders, up to 2 GB.
      </p>
    </div>
  );
}

const words = { sending: "Uploading", preparing: "Storing", failed: "Not uploaded", done: "Uploaded" };

/** As high as the picker it stands in for. */
function OnItsWay({ upload }: { upload: DataUpload }) {
  const actions = useActions();
  const refusal = useStudio((state) => state.refusals.get("data-upload"));
  const { name, bytes, state, progress, message } = upload;
  const isFailed = state === "failed";
  return (
    <div className="flex min-h-28 flex-col justify-center gap-2 rounded-control border border-line px-4 py-3">
      <div className="flex items-center gap-2">
        <FileArchive size={16} className="shrink-0 text-ink-faint" aria-hidden="true" />
        <span className="min-w-0 grow truncate" title={name}>
          {name}
        </span>
        <IconButton
          size="small"
          label={isFailed ? `Dismiss ${name}` : `Cancel the upload of ${name}`}
          onClick={() => actions.dismissDataUpload()}
        >
          <X size={15} />
        </IconButton>
      </div>
      {isFailed ? (
        <Refusal>{message}</Refusal>
      ) : (
        <>
          <Progress label={`${words[state]} ${name}`} value={state === "sending" ? progress : null} />
          <p className="figures text-[13px] text-ink-faint">
            {words[state]} · {state === "sending" ? `${bytesInWords(Math.round(bytes * progress))} of ` : ""}
            {bytesInWords(bytes)}
          </p>
          <Refusal>{refusal}</Refusal>
        </>
      )}
    </div>
  );
}
