import sharp from "sharp";
import { picture } from "./house/pictures";
import { Studio } from "./house/studio";
import { expect, test } from "./house/test";

test("the same number is the same seed and the same image, in any session", async ({ studio, arrive }) => {
  const elsewhere = await Studio.begin(await arrive());
  for (const each of [studio, elsewhere]) {
    await each.chooseModel("fashion-32");
    await each.growNumber(20_261_124);
    await each.isGrown();
    await expect(each.inspector.getByText("No. 20261124")).toBeVisible();
  }
  for (const name of ["Seed .npy", "Image PNG"]) {
    const [one, other] = [await studio.download(name), await elsewhere.download(name)];
    expect(one.bytes.equals(other.bytes), name).toBe(true);
  }
});

test("a stored seed is generated again in another number of steps", async ({ studio }) => {
  await studio.growNumber(5);
  await studio.isGrown();
  await studio.set("Steps", 25);
  await studio.inspector.getByRole("button", { name: "Generate again" }).click();
  await studio.hasReached("Step 24 of 25");
  await studio.isGrown();
  await expect(studio.inspector.getByText(/^Grown · T 25/)).toBeVisible();
  await expect(studio.inspector.getByText(/^Grown · T 10/)).toBeVisible();
});

test("work can be cancelled, and tried again", async ({ studio }) => {
  await studio.chooseMethod("Step by step backwards");
  await studio.set("Steps", 100);
  await studio.set("Corrections a step", 8);
  await studio.upload(await picture("stopped.png", 120));
  await studio.hasReached("Back 2 of 100");
  await studio.inspector.getByRole("button", { name: "Cancel" }).click();
  await expect(studio.page.getByRole("button", { name: "No jobs running" })).toBeVisible();

  await studio.inspector.getByRole("button", { name: /^Cancelled · T 100/ }).click();
  await expect(studio.page.getByText("This was cancelled.")).toBeVisible();
  await studio.page.getByRole("button", { name: "Retry" }).click();
  await expect(studio.inspector.getByRole("button", { name: "Cancel", exact: true })).toBeVisible();
  await studio.page.keyboard.press("Escape");
  await expect(studio.page.getByRole("button", { name: "No jobs running" })).toBeVisible();
});

test("what is downloaded is what it says it is", async ({ studio }) => {
  await studio.chooseModel("flowers-64");
  await studio.set("Steps", 12);
  await studio.upload(await picture("bloom.png", 300));
  await studio.isGrown();

  const seed = await studio.download("Seed .npy");
  expect(seed.file).toBe("bloom-seed.npy");
  expect(seed.bytes.subarray(0, 8)).toEqual(Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]));
  const header = seed.bytes.subarray(10, 10 + seed.bytes.readUInt16LE(8)).toString("latin1");
  expect(header).toContain("'descr': '<f4'");
  expect(header).toContain("'fortran_order': False");
  expect(header).toContain("'shape': (3, 64, 64)");
  expect(seed.bytes.length).toBe(10 + header.length + 3 * 64 * 64 * 4);

  const image = await studio.download("Image PNG");
  expect(await sharp(image.bytes).metadata()).toMatchObject({ format: "png", width: 64, height: 64 });

  const steps = await studio.download("Steps WebP");
  expect(await sharp(steps.bytes, { animated: true }).metadata()).toMatchObject({ format: "webp", pages: 12 });
});
