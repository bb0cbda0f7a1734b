import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { barriers } from "./house/barriers";
import { picture } from "./house/pictures";
import { Studio } from "./house/studio";
import { expect, test } from "./house/test";

// A descent takes its time on a busy machine.
test.describe.configure({ timeout: 300_000 });

/** On the smallest model, with a picture whose seed was found by inversion. */
async function withSeed(studio: Studio): Promise<void> {
  await studio.chooseModel("fashion-32");
  await studio.chooseMethod("Step by step backwards");
  await studio.set("Steps", 5);
  await studio.upload(await picture());
  await studio.isGrown();
}

async function beginDescent(studio: Studio, iterations: number): Promise<void> {
  await studio.chooseMethod("Descent");
  await studio.type("Iterations", iterations);
  await studio.findSeed();
  await studio.grows();
}

/** The higher, the nearer to the picture. */
function decibels(line: string): number {
  return Number(/· ([\d.]+) dB$/.exec(line)?.[1]);
}

test("a descent is watched by both, and either may end it: the best is kept and shown", async ({ studio, arrive }) => {
  const other = await Studio.join(await arrive(), studio.address);
  await withSeed(studio);
  await beginDescent(studio, 5000);
  for (const member of [studio, other]) {
    await member.grows();
    await member.grows();
    await expect(member.tile("Picture")).toBeEnabled();
    await expect(member.strip.getByRole("button", { name: /^Iteration [\d,]+ of 5,000$/ })).toBeEnabled();
  }

  await other.page.getByRole("button", { name: "Stop and keep the best" }).click();
  for (const member of [studio, other]) {
    await member.isGrown();
    await expect(member.line("Seed found · T 5 · descent, 5,000 iterations")).toBeVisible();
    await expect(member.inspector.getByText("Stopped by hand; the best so far was kept.")).toBeVisible();
    await expect(member.curve).toBeVisible();
  }
  expect(await other.error()).toBe(await studio.error());
});

test("a descent is paused for all, stays so over a reload, and goes on", async ({ studio, arrive }) => {
  const other = await Studio.join(await arrive(), studio.address);
  await withSeed(studio);
  await beginDescent(studio, 5000);
  await studio.page.getByRole("button", { name: "Pause the descent" }).click();
  for (const member of [studio, other]) {
    await expect(member.line("Paused · T 5 · descent, 5,000 iterations")).toBeVisible();
    await expect(member.page.getByRole("button", { name: "No jobs running" })).toBeVisible();
  }
  expect(await barriers(studio.page)).toEqual([]);

  await studio.page.reload();
  await studio.isOpen();
  await expect(studio.line("Paused · T 5 · descent, 5,000 iterations")).toBeVisible();
  await other.strip.getByRole("button", { name: "Resume" }).click();
  for (const member of [studio, other]) await member.grows();
  await studio.page.getByRole("button", { name: "Stop and keep the best" }).click();
  for (const member of [studio, other]) {
    await expect(member.line("Seed found · T 5 · descent, 5,000 iterations")).toBeVisible({ timeout: 60_000 });
    await member.isGrown();
  }
});

test("Esc stops one's own descent, and keeps the best", async ({ studio }) => {
  await withSeed(studio);
  await beginDescent(studio, 5000);
  await studio.page.keyboard.press("Escape");
  await studio.isGrown();
  await expect(studio.inspector.getByText("Stopped by hand; the best so far was kept.")).toBeVisible();

  await studio.inspector.getByRole("button", { name: "Continue for longer" }).click();
  await studio.grows();
  await studio.strip.getByRole("button", { name: "Cancel" }).click();
  await expect(studio.line("Cancelled · T 5 · refined, 5,000 iterations")).toBeVisible();
});

test("a found seed is refined by R, compared with the one before, and taken home as numbers and as a picture", async ({
  studio,
}) => {
  const { page } = studio;
  await withSeed(studio);
  const before = decibels(await studio.error());
  await studio.chooseMethod("Refine this seed");
  await studio.type("Iterations", 25);
  await studio.line("Seed found · T 5 · K 3").focus();
  await page.keyboard.press("r");
  await expect(studio.line("Seed found · T 5 · refined, 25 iterations")).toBeVisible({ timeout: 60_000 });
  await studio.isGrown();
  const after = decibels(await studio.error());
  expect(after).toBeGreaterThan(before);

  await studio.inspector.getByRole("button", { name: "Compare all" }).click();
  const comparison = page.getByRole("dialog", { name: "Compare" });
  await expect(comparison.getByRole("columnheader")).toHaveText([/^Backwards, K 3/, /^Refined, 25 iterations/]);
  for (const name of ["Original", "Seed", "Reconstruction", "Difference × 4"])
    await expect(comparison.getByRole("img", { name: `${name}: Refined, 25 iterations` })).toBeVisible();
  expect(await barriers(page)).toEqual([]);

  const saved = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      comparison.getByRole("button", { name }).click(),
    ]);
    return readFile(await download.path());
  };
  const [head = "", ...lines] = (await saved("Numbers CSV")).toString("utf8").trimEnd().split("\r\n");
  const column = (line: string, name: string) =>
    Number(line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)[head.split(",").indexOf(name)]);
  expect(lines).toHaveLength(2);
  expect(lines.map((line) => column(line, "psnr_db").toFixed(1))).toEqual([before.toFixed(1), after.toFixed(1)]);
  expect(lines.map((line) => column(line, "seed_variance") > 0)).toEqual([true, true]);

  const { format, width = 0, height = 0 } = await sharp(await saved("Picture PNG")).metadata();
  expect(format).toBe("png");
  expect(width).toBeGreaterThan(500);
  expect(height).toBeGreaterThan(1000);
});

test("realism pulls the image away from the picture, and back", async ({ studio }) => {
  await withSeed(studio);
  const faithful = await studio.error();
  const before = await studio.download("Image PNG");

  const slider = studio.inspector.getByRole("slider", { name: "Realism" });
  await slider.press("End");
  await expect(studio.line("Grown · T 5 · 100 % realistic")).toBeVisible({ timeout: 60_000 });
  await studio.isGrown();
  const moved = await studio.download("Image PNG");
  expect(moved.bytes.equals(before.bytes)).toBe(false);
  expect(decibels(await studio.error())).toBeLessThan(decibels(faithful));

  await slider.press("Home");
  await expect(slider).toHaveAttribute("aria-valuenow", "0");
  await expect(studio.inspector.getByText(faithful)).toBeVisible({ timeout: 60_000 });
});
