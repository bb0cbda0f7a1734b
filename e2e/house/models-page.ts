import { expect, type Locator, type Page } from "@playwright/test";
import type { FileToUpload, Studio } from "./studio";

/** A training small enough for a test. */
export interface Lesson {
  readonly title: string;
  readonly steps: number;
}

/** The session's page of models, as the person before it uses it. */
export class ModelsPage {
  readonly form: Locator;

  private constructor(readonly page: Page) {
    this.form = page.getByRole("form", { name: "Train a model" });
  }

  static async open({ page }: Pick<Studio, "page">): Promise<ModelsPage> {
    await page.getByRole("link", { name: /^Models/ }).click();
    const models = new ModelsPage(page);
    await models.isOpen();
    return models;
  }

  async isOpen(): Promise<void> {
    await expect(this.page.getByRole("heading", { name: "Models", exact: true })).toBeVisible();
  }

  /** One that is under way, paused, failed or cancelled. */
  training(title: string): Training {
    return new Training(this.page.getByRole("article", { name: `Training of ${title}`, exact: true }));
  }

  /** One that can be used. */
  model(title: string): Training {
    return new Training(this.page.getByRole("article", { name: `Model ${title}`, exact: true }));
  }

  field(name: string): Locator {
    return this.form.getByLabel(name, { exact: true });
  }

  async upload(file: FileToUpload): Promise<void> {
    await this.form.locator("input[type=file]").setInputFiles(file);
  }

  /** The zip is on the server, and chosen. */
  async hasUploaded(name: string): Promise<void> {
    await expect(this.field("Uploaded in this session").locator("option:checked")).toContainText(name);
  }

  async openExpertSettings(): Promise<void> {
    if (!(await this.field("Batch").isVisible())) await this.form.getByText("Settings for experts").click();
  }

  /** Asks for a denoiser of pictures of 16 pixels. */
  async trainDenoiser({ title, steps }: Lesson): Promise<Training> {
    await this.field("Name").fill(title);
    await this.field("Size").selectOption("16");
    await this.openExpertSettings();
    await this.field("Widths").fill("4, 8");
    await this.field("Depth").fill("1");
    return this.start(title, steps);
  }

  /** The same by a model that there is, whose size and network stay. */
  async trainOn({ title, steps, beginning }: Lesson & { readonly beginning: string }): Promise<Training> {
    await this.field("Name").fill(title);
    await this.openExpertSettings();
    await this.field("Begin with").selectOption({ label: beginning });
    return this.start(title, steps);
  }

  async trainEmbedder({ title, steps, generator }: Lesson & { readonly generator: string }): Promise<Training> {
    await this.field("Name").fill(title);
    await this.form.getByText("Finds seeds").click();
    await this.field("For the model").selectOption({ label: generator });
    await this.openExpertSettings();
    return this.start(title, steps);
  }

  private async start(title: string, steps: number): Promise<Training> {
    await this.form.getByText("In steps").click();
    await this.field("Steps").fill(String(steps));
    await this.field("Batch").fill("4");
    await this.form.getByRole("button", { name: "Start training" }).click();
    const training = this.training(title);
    await expect(training.card.or(this.model(title).card)).toBeVisible();
    return training;
  }
}

/** A training's card, or that of the model that came of it. */
export class Training {
  constructor(readonly card: Locator) {}

  /** The steps of its curve's points. */
  async steps(): Promise<number[]> {
    const rows = await this.card.locator("tbody th").allTextContents();
    return rows.map((text) => Number(text.replaceAll(",", "")));
  }

  async hasPoints(count: number): Promise<void> {
    await expect.poll(async () => (await this.steps()).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(count);
  }

  /** The number of its newest picture of samples, 0 where there is none yet. */
  async samples(): Promise<number> {
    const picture = this.card.getByRole("img", { name: /^Samples of/ });
    if ((await picture.count()) === 0) return 0;
    return Number(/(\d+)$/.exec((await picture.getAttribute("alt")) ?? "")?.[1]);
  }

  /** Its samples are a picture that has come, of that many pixels a side. */
  async showsSamples(): Promise<void> {
    const picture = this.card.getByRole("img", { name: /^Samples of/ });
    await expect(picture).toBeVisible();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  }

  button(name: string): Locator {
    return this.card.getByRole("button", { name });
  }
}
