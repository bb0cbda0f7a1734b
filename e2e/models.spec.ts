import { barriers } from "./house/barriers";
import { ModelsPage, type Training } from "./house/models-page";
import { zipOfPictures } from "./house/pictures";
import { Studio } from "./house/studio";
import { type Arrive, expect, test } from "./house/test";

test.use({ trainers: 1 });

/** Two people on the models page of one session. */
async function together(studio: Studio, arrive: Arrive): Promise<[ModelsPage, ModelsPage]> {
  const other = await Studio.join(await arrive(), studio.address);
  return [await ModelsPage.open(studio), await ModelsPage.open(other)];
}

/** Steps, curve and samples come while it trains. */
async function watchesItLearn(training: Training, steps: number): Promise<void> {
  await training.hasPoints(1);
  await expect(training.card.getByText(new RegExp(`^Step \\d+ of ${steps}$`))).toBeVisible();
  await expect(training.card.getByText("1 picture could not be read")).toBeVisible();
  const before = { points: (await training.steps()).length, samples: await training.samples() };
  await training.hasPoints(before.points + 1);
  // A picture comes a moment after its point.
  await expect.poll(() => training.samples()).toBeGreaterThan(before.samples);
}

test("a model is trained before everybody's eyes, kept, and used", async ({ studio, arrive }) => {
  const session = studio.address;
  const [mine, theirs] = await together(studio, arrive);
  await mine.upload(await zipOfPictures("circles.zip"));
  await mine.hasUploaded("circles.zip");
  await expect(theirs.field("Uploaded in this session")).toContainText("circles.zip");

  await mine.trainDenoiser({ title: "Circles", steps: 600 });
  // At once, and in many steps: one that is looked at after the other may find the model done.
  await Promise.all([mine, theirs].map((page) => watchesItLearn(page.training("Circles"), 600)));

  const everyTwenty = Array.from({ length: 30 }, (_, index) => 20 * (index + 1));
  for (const page of [mine, theirs]) {
    await expect(page.model("Circles").card).toBeVisible({ timeout: 60_000 });
    expect(await page.model("Circles").steps()).toEqual(everyTwenty);
    await page.model("Circles").showsSamples();
  }
  await expect(theirs.page.getByRole("status", { name: "What happened" })).toContainText("Circles is trained");

  await mine.page.reload();
  await mine.isOpen();
  expect(await mine.model("Circles").steps()).toEqual(everyTwenty);
  await mine.model("Circles").showsSamples();

  await mine.model("Circles").button("Use in session").click();
  await mine.page.waitForURL(session);
  await expect(studio.inspector.getByLabel("Model", { exact: true }).locator("option:checked")).toHaveText("Circles");
  await studio.growNumber(5);
  await studio.isGrown();
  const image = await studio.download("Image PNG");
  // Width and height of a PNG, from its header.
  expect([image.bytes.readUInt32BE(16), image.bytes.readUInt32BE(20)]).toEqual([16, 16]);
});

test("a training is paused, goes on, and is finished early by somebody else with the best so far", async ({
  studio,
  arrive,
}) => {
  const [mine, theirs] = await together(studio, arrive);
  await mine.upload(await zipOfPictures("long.zip"));
  await mine.hasUploaded("long.zip");
  await mine.trainDenoiser({ title: "Long", steps: 4000 });
  await mine.training("Long").hasPoints(1);

  await mine.training("Long").button("Pause").click();
  await expect(theirs.training("Long").card.getByText("Paused", { exact: true })).toBeVisible();
  const paused = await theirs.training("Long").steps();
  await theirs.page.reload();
  await theirs.isOpen();
  expect(await theirs.training("Long").steps()).toEqual(paused);
  await theirs.training("Long").button("Resume").click();
  await mine.training("Long").hasPoints(paused.length + 1);

  await theirs.training("Long").button("Finish now, keep the best").click();
  for (const page of [mine, theirs]) {
    await expect(page.model("Long").card).toBeVisible({ timeout: 60_000 });
    await expect(page.training("Long").card).toHaveCount(0);
  }
  const [download] = await Promise.all([
    mine.page.waitForEvent("download"),
    mine.model("Long").card.getByRole("link", { name: "model.json" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("model.json");
});

test("a cancelled training asks first, leaves no model, and can be described again", async ({ studio, arrive }) => {
  const [mine, theirs] = await together(studio, arrive);
  await mine.upload(await zipOfPictures("given-up.zip"));
  await mine.hasUploaded("given-up.zip");
  await mine.trainDenoiser({ title: "Given up", steps: 4000 });
  await mine.training("Given up").hasPoints(1);

  await mine.training("Given up").button("Cancel").click();
  await mine.page.getByRole("button", { name: "Let it go on" }).click();
  await expect(mine.training("Given up").button("Pause")).toBeEnabled();
  await mine.training("Given up").button("Cancel").click();
  await mine.page.getByRole("button", { name: "Cancel the training" }).click();
  for (const page of [mine, theirs]) await expect(page.page.getByText("Cancelled (1)")).toBeVisible();
  await expect(theirs.model("Given up").card).toHaveCount(0);

  await theirs.page.getByText("Cancelled (1)").click();
  await theirs.training("Given up").button("Use these settings again").click();
  await expect(theirs.field("Name")).toHaveValue("Given up");
  await expect(theirs.field("Steps")).toHaveValue("4000");
});

test("an embedder of a model that was trained here finds seeds in the studio", async ({ studio }) => {
  const session = studio.address;
  const models = await ModelsPage.open(studio);
  await models.upload(await zipOfPictures("finder.zip"));
  await models.hasUploaded("finder.zip");
  await models.trainDenoiser({ title: "Maker", steps: 20 });
  await expect(models.model("Maker").card).toBeVisible({ timeout: 60_000 });
  await models.trainEmbedder({ title: "Finder", steps: 20, generator: "Maker" });
  await expect(models.model("Finder").card).toBeVisible({ timeout: 60_000 });
  await expect(models.model("Finder").card.getByRole("img", { name: /^Error of reconstructions/ })).toBeVisible();
  await models.model("Finder").showsSamples();

  await models.model("Finder").button("Use in session").click();
  await models.page.waitForURL(session);
  await expect(studio.inspector.getByLabel("Model", { exact: true }).locator("option:checked")).toHaveText("Maker");
  await expect(studio.inspector.getByRole("radio", { name: /^At once/ })).toBeEnabled();
});

test("a model learns on from another, whose size and network stay", async ({ studio }) => {
  const models = await ModelsPage.open(studio);
  await models.upload(await zipOfPictures("further.zip"));
  await models.hasUploaded("further.zip");
  await models.trainDenoiser({ title: "First", steps: 20 });
  await expect(models.model("First").card).toBeVisible({ timeout: 60_000 });
  // Another size and network would be the next one's, were it not for what it begins with.
  await models.field("Size").selectOption("32");
  await models.field("Widths").fill("8, 16");
  await models.trainOn({ title: "Second", steps: 20, beginning: "First" });
  await expect(models.model("Second").card).toBeVisible({ timeout: 60_000 });
  await expect(models.model("Second").card.getByText("begun with First")).toBeVisible();
  await expect(models.model("Second").card.getByText("16 × 16")).toBeVisible();

  // Packaged ones say what they are, too.
  await models.field("Begin with").selectOption({ label: "Clothes, 32 px" });
  await expect(models.form.getByText("widths 32, 64, 96, 128 · depth 2 · continuous cosine")).toBeVisible();
  await expect(models.field("Size")).toHaveValue("32");
  await expect(models.field("Widths")).toBeHidden();
});

test("pictures to learn from are taken out of the session for everybody, after it was asked twice", async ({
  studio,
  arrive,
}) => {
  const [mine, theirs] = await together(studio, arrive);
  await mine.upload(await zipOfPictures("gone.zip"));
  await mine.hasUploaded("gone.zip");
  await theirs.field("Uploaded in this session").selectOption({ index: 1 });
  const dialog = mine.page.getByRole("dialog", { name: "Remove gone.zip?" });
  await mine.form.getByRole("button", { name: "Remove gone.zip" }).click();
  await dialog.getByRole("button", { name: "Keep them" }).click();
  await expect(theirs.field("Uploaded in this session").locator("option:checked")).toContainText("gone.zip");

  await mine.form.getByRole("button", { name: "Remove gone.zip" }).click();
  await dialog.getByRole("button", { name: "Remove the pictures" }).click();
  for (const page of [mine, theirs]) {
    await expect(page.form.getByRole("button", { name: "Choose a .zip" })).toBeVisible();
    await expect(page.field("Uploaded in this session")).toBeHidden();
  }
  await mine.field("Name").fill("Nothing");
  await mine.form.getByRole("button", { name: "Start training" }).click();
  await expect(mine.form.getByText("Choose the pictures to learn from.")).toBeVisible();
});

test("what was begun is kept while one looks at the studio", async ({ studio }) => {
  const models = await ModelsPage.open(studio);
  await models.field("Name").fill("Roadside flowers");
  await models.form.getByText("Finds seeds").click();
  await models.page.getByRole("link", { name: "Studio" }).click();
  await expect(studio.library).toBeVisible();
  const again = await ModelsPage.open(studio);
  await expect(again.field("Name")).toHaveValue("Roadside flowers");
  await expect(again.field("For the model")).toBeVisible();
});

test("what cannot be learnt from is refused where it was given", async ({ studio }) => {
  const models = await ModelsPage.open(studio);
  await models.form.getByRole("button", { name: "Start training" }).click();
  await expect(models.form.getByText("Give the model a name.")).toBeVisible();
  await expect(models.field("Name")).toBeFocused();
  await expect(models.form.getByText("Choose the pictures to learn from.")).toBeVisible();

  await models.upload({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("words") });
  await expect(models.form.getByText("This is not a zip file.")).toBeVisible();
  await models.form.getByRole("button", { name: "Dismiss notes.txt" }).click();
  await models.upload({ name: "liar.zip", mimeType: "application/zip", buffer: Buffer.from("words all the same") });
  await expect(models.form.getByText("This is not a zip file.")).toBeVisible();
  await models.form.getByRole("button", { name: "Dismiss liar.zip" }).click();

  await models.openExpertSettings();
  await models.field("Widths").fill("8, 8, 8, 8, 8, 8");
  await models.field("Size").selectOption("16");
  await expect(models.form.getByText("16 pixels cannot be halved 5 times.")).toBeVisible();

  await models.upload(await zipOfPictures("too-few.zip", 1));
  await models.hasUploaded("too-few.zip");
  await models.trainDenoiser({ title: "Too few", steps: 20 });
  const failed = models.training("Too few");
  await expect(failed.card.getByRole("alert")).toBeVisible({ timeout: 60_000 });
  await failed.button("Use these settings again").click();
  await expect(models.field("Name")).toHaveValue("Too few");
  await expect(models.field("Widths")).toHaveValue("4, 8");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`no barriers on the page of models, ${colorScheme}`, async ({ arrive }, testInfo) => {
    const studio = await Studio.begin(await arrive({ colorScheme, reducedMotion: "reduce" }));
    const models = await ModelsPage.open(studio);
    expect(await barriers(models.page)).toEqual([]);
    await models.openExpertSettings();
    await models.upload(await zipOfPictures("shown.zip"));
    await models.hasUploaded("shown.zip");
    const training = await models.trainDenoiser({ title: "Shown", steps: 4000 });
    await training.hasPoints(2);
    await training.button("Pause").click();
    await expect(training.card.getByText("Paused", { exact: true })).toBeVisible();
    expect(await barriers(models.page)).toEqual([]);
    await models.page.screenshot({ path: testInfo.outputPath(`models-${colorScheme}.png`) });

    const phone = await arrive({ colorScheme, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await phone.goto(models.page.url());
    await phone.getByRole("button", { name: "Train a model" }).tap();
    await expect(phone.getByRole("dialog", { name: "Train a model" })).toBeVisible();
    expect(await barriers(phone)).toEqual([]);
    expect(await phone.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await phone.screenshot({ path: testInfo.outputPath(`models-${colorScheme}-phone.png`) });
  });
}
