import { expect, type Locator, type Page } from "@playwright/test";

export interface FileToUpload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A session's page, as the person before it uses it. */
export class Studio {
  readonly inspector: Locator;
  readonly library: Locator;
  readonly strip: Locator;
  readonly reconnecting: Locator;

  private constructor(readonly page: Page) {
    this.inspector = page.getByLabel("Inspector", { exact: true });
    this.library = page.getByLabel("Library", { exact: true });
    this.strip = page.getByRole("region", { name: "Trajectory strip" });
    this.reconnecting = page.getByText("Reconnecting…");
  }

  /** Starts a session from the first page. */
  static async begin(page: Page): Promise<Studio> {
    await page.goto("/");
    await page.getByRole("button", { name: "Start a session" }).first().click();
    await page.waitForURL(/\/s\/[\w-]{22}$/);
    const studio = await Studio.at(page);
    await studio.hasModel();
    return studio;
  }

  /** Joins the session of `address`. */
  static async join(page: Page, address: string): Promise<Studio> {
    await page.goto(address);
    return Studio.at(page);
  }

  private static async at(page: Page): Promise<Studio> {
    const studio = new Studio(page);
    await studio.isOpen();
    return studio;
  }

  async isOpen(): Promise<void> {
    await expect(this.page.getByRole("button", { name: /rename the session/ })).toBeVisible();
  }

  /** A worker is there, so that work can be asked for. */
  async hasModel(): Promise<void> {
    await expect(
      this.inspector.getByLabel("Model", { exact: true }).locator("option:checked:not([value=''])"),
    ).toBeEnabled({
      timeout: 30_000,
    });
  }

  get address(): string {
    return this.page.url();
  }

  get sessionId(): string {
    return new URL(this.address).pathname.split("/").at(-1) ?? "";
  }

  async chooseModel(id: string): Promise<void> {
    const choice = this.inspector.getByLabel("Model", { exact: true });
    await expect(choice.locator(`option[value="${id}"]`)).toBeEnabled();
    await choice.selectOption(id);
  }

  /** Types a number beside its slider: "Steps" or "Corrections a step". */
  async set(name: string, value: number): Promise<void> {
    const field = this.inspector.getByRole("textbox", { name, exact: true });
    await field.fill(String(value));
    await field.press("Enter");
    await expect(this.inspector.getByRole("slider", { name, exact: true })).toHaveAttribute(
      "aria-valuenow",
      `${value}`,
    );
  }

  /** By the name it has for everyone: "Descent", "Refine this seed". */
  async chooseMethod(name: string): Promise<void> {
    await this.inspector.getByRole("radio", { name: new RegExp(`^${name}`) }).click();
  }

  /** Types a number of the chosen method: "Iterations", "Until MSE <". */
  async type(name: string, value: number): Promise<void> {
    const field = this.inspector.getByRole("textbox", { name, exact: true });
    await field.fill(String(value));
    await field.press("Enter");
  }

  async findSeed(): Promise<void> {
    await this.inspector.getByRole("button", { name: "Find its seed" }).click();
  }

  /** A line of the history that begins so. */
  line(beginning: string): Locator {
    return this.inspector.getByRole("button", { name: beginning }).first();
  }

  /** The error of a search, as it falls. */
  get curve(): Locator {
    return this.strip.getByRole("img", { name: /^Error curve/ });
  }

  /** Network evaluations at the curve's end; 0 before its first point. */
  async spent(): Promise<number> {
    const words = (await this.curve.getAttribute("aria-label")) ?? "";
    return Number(/after (\d+) network/.exec(words)?.[1] ?? 0);
  }

  /** The curve goes on from where it is. */
  async grows(): Promise<void> {
    const before = await this.spent();
    await expect.poll(() => this.spent(), { timeout: 60_000 }).toBeGreaterThan(before);
  }

  async upload(...files: FileToUpload[]): Promise<void> {
    await this.page.getByLabel("Add pictures").first().setInputFiles(files);
  }

  picture(name: string): Locator {
    return this.library.getByRole("button", { name: new RegExp(`^${name}, by `) });
  }

  /** MSE and PSNR as they stand in the inspector, once they do. */
  async error(): Promise<string> {
    const line = this.inspector.getByText(/^MSE .+ · .+/);
    await expect(line).toBeVisible({ timeout: 60_000 });
    return (await line.textContent()) ?? "";
  }

  /** A tile of the strip by its name: "Seed", "Step 3 of 10", "Image". */
  tile(name: string): Locator {
    return this.strip.getByRole("button", { name, exact: true });
  }

  /** The tile has filled; the work before it may take its time on a busy machine. */
  async hasReached(name: string): Promise<void> {
    await expect(this.tile(name)).toBeEnabled({ timeout: 60_000 });
  }

  async isGrown(): Promise<void> {
    await this.hasReached("Image");
    await expect(this.page.getByRole("button", { name: "No jobs running" })).toBeVisible({ timeout: 60_000 });
  }

  /** Draws the seed of a number and grows its image. */
  async growNumber(number: number): Promise<void> {
    await this.library.getByRole("button", { name: "New seed from a number" }).click();
    await this.page.getByLabel("Seed number").fill(String(number));
    await this.page.getByRole("button", { name: "Grow", exact: true }).click();
  }

  /** Downloads through the link of that name. */
  async download(name: string): Promise<{ bytes: Buffer; file: string }> {
    const [download] = await Promise.all([
      this.page.waitForEvent("download"),
      this.inspector.getByRole("link", { name }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    return { bytes: Buffer.concat(chunks), file: download.suggestedFilename() };
  }
}
