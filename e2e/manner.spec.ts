import sharp from "sharp";
import { barriers } from "./house/barriers";
import { picture } from "./house/pictures";
import { Studio } from "./house/studio";
import { expect, test } from "./house/test";

for (const colorScheme of ["light", "dark"] as const) {
  test(`no barriers on the first page and in a session, ${colorScheme}`, async ({ arrive }, testInfo) => {
    const page = await arrive({ colorScheme, reducedMotion: "reduce" });
    await page.goto("/");
    expect(await barriers(page)).toEqual([]);
    await page.screenshot({ path: testInfo.outputPath(`first-${colorScheme}.png`) });

    const studio = await Studio.begin(page);
    expect(await barriers(page)).toEqual([]);
    await studio.upload(await picture());
    await studio.isGrown();
    expect(await barriers(page)).toEqual([]);
    await page.screenshot({ path: testInfo.outputPath(`session-${colorScheme}.png`) });

    const header = await page.screenshot({ clip: { x: 0, y: 0, width: 1280, height: 40 } });
    const { channels } = await sharp(header).stats();
    const brightness = channels[0]?.mean;
    if (colorScheme === "light") expect(brightness).toBeGreaterThan(200);
    else expect(brightness).toBeLessThan(60);
  });
}

test("a session is used without a pointer", async ({ studio }) => {
  const { page } = studio;
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.keyboard.press("n");
  await studio.isGrown();
  await expect(studio.tile("Image")).toHaveAttribute("aria-current", "step");
  await page.keyboard.press("ArrowLeft");
  await expect(studio.tile("Step 9 of 10")).toHaveAttribute("aria-current", "step");
  await page.keyboard.press("ArrowLeft");
  await expect(studio.tile("Step 8 of 10")).toHaveAttribute("aria-current", "step");
  await page.keyboard.press("ArrowRight");
  await expect(studio.tile("Step 9 of 10")).toHaveAttribute("aria-current", "step");

  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Play the steps" })).toBeVisible();
});

test("finished work is announced to those who hear the page", async ({ studio }) => {
  await studio.upload(await picture("heard.png"));
  await expect(studio.page.getByRole("status", { name: "What happened" })).toContainText("heard.png is done", {
    timeout: 30_000,
  });
});

test("everything is in reach on a phone", async ({ arrive, studio }) => {
  await studio.upload(await picture("pocket.png"));
  await studio.isGrown();
  const numbers = await studio.error();

  const page = await arrive({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const phone = await Studio.join(page, studio.address);
  await expect(phone.tile("Image")).toBeEnabled();
  await expect(page.getByRole("region", { name: "Stage" })).toBeInViewport();
  await expect(phone.strip).toBeInViewport();

  await page.getByRole("button", { name: "Inspector" }).tap();
  await expect(page.getByRole("dialog", { name: "Inspector" }).getByText(/^MSE /)).toHaveText(numbers);
  await page.getByRole("button", { name: "Close" }).tap();
  await page.getByRole("button", { name: "Library" }).tap();
  await expect(
    page.getByRole("dialog", { name: "Library" }).getByRole("button", { name: /^pocket.png, by / }),
  ).toBeVisible();
  await page.getByRole("button", { name: "Close" }).tap();

  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await page.goto("/");
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});
