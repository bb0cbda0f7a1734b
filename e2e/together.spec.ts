import { filledSteps } from "./house/filling";
import { picture } from "./house/pictures";
import { Studio } from "./house/studio";
import { expect, test } from "./house/test";

const tenSteps = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

test.describe("two people in one session", () => {
  test("both see every step arrive in order, and the same numbers", async ({ studio, arrive }) => {
    const other = await Studio.join(await arrive(), studio.address);
    await expect(studio.page.getByLabel("Who is here").getByRole("button")).toHaveCount(1);
    await studio.upload(await picture());

    for (const member of [studio, other]) {
      await member.isGrown();
      expect(await filledSteps(member.page, 10)).toEqual(tenSteps);
    }
    expect(await other.error()).toBe(await studio.error());
    await expect(other.picture("leaf.png")).toBeVisible();
  });

  test("the steps arrive live: the first stands while the last is still to come", async ({ studio, arrive }) => {
    const other = await Studio.join(await arrive(), studio.address);
    await studio.set("Steps", 100);
    await studio.growNumber(11);
    await other.hasReached("Step 1 of 100");
    await expect(other.tile("Image")).toBeDisabled();
    await other.isGrown();
    const steps = await filledSteps(other.page, 100);
    expect(steps).toEqual([...steps].sort((one, next) => one - next));
  });

  test("a changed name and a renamed session are told to the other", async ({ studio, arrive }) => {
    const other = await Studio.join(await arrive(), studio.address);
    await studio.page.getByRole("button", { name: /^You: / }).click();
    await studio.page.getByLabel("Your name").fill("Ada");
    await studio.page.getByRole("button", { name: "Save" }).click();
    await expect(other.page.getByLabel("Who is here").getByRole("button", { name: "Ada" })).toBeVisible();

    await other.page.getByRole("button", { name: /rename the session/ }).click();
    await other.page.getByLabel("Session name").fill("Autumn leaves");
    await other.page.getByLabel("Session name").press("Enter");
    await expect(studio.page.getByRole("button", { name: /^Autumn leaves/ })).toBeVisible();
  });

  test("a reload keeps everything", async ({ studio }) => {
    await studio.chooseMethod("Step by step backwards");
    await studio.upload(await picture("kept.png", 60));
    await studio.isGrown();
    const before = await studio.error();

    await studio.page.reload();
    await studio.isOpen();
    await studio.isGrown();
    expect(await studio.error()).toBe(before);
    await expect(studio.picture("kept.png")).toBeVisible();
    for (const step of tenSteps.slice(0, 9)) await expect(studio.tile(`Step ${step} of 10`)).toBeEnabled();
    await expect(studio.inspector.getByText(/^Seed found · T 10 · K 3/)).toBeVisible();
  });

  test("someone who joins in the middle of a job is shown where it is", async ({ studio, arrive }) => {
    await studio.chooseMethod("Step by step backwards");
    await studio.set("Steps", 100);
    await studio.set("Corrections a step", 8);
    await studio.upload(await picture("long.png", 90));
    await studio.hasReached("Back 3 of 100");

    const late = await Studio.join(await arrive(), studio.address);
    await expect(late.inspector.getByText(/Finding its seed · \d+ of 100/)).toBeVisible();
    await late.inspector.getByRole("button", { name: "Cancel" }).click();
    await expect(studio.inspector.getByRole("button", { name: /^Cancelled · T 100/ })).toBeVisible();
  });
});
