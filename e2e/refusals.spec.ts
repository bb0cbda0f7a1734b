import sharp from "sharp";
import { problems } from "../protocol/errors";
import { blank, picture } from "./house/pictures";
import { Studio } from "./house/studio";
import { expect, test } from "./house/test";

const sound = picture();
const bad: [name: string, code: keyof typeof problems, buffer: () => Buffer | Promise<Buffer>][] = [
  ["nothing.png", "picture_empty", () => Buffer.alloc(0)],
  ["letter.png", "picture_not_recognised", () => Buffer.from("Dear model, this is no picture at all.".repeat(20))],
  ["torn.png", "picture_damaged", async () => (await sound).buffer.subarray(0, 400)],
  ["dot.png", "picture_too_small", () => blank(1, 1)],
  ["line.png", "picture_too_small", () => blank(10_000, 1)],
  ["vast.png", "picture_too_many_pixels", () => blank(8000, 5600)],
  ["heavy.png", "picture_too_large", () => Buffer.alloc(26 * 1024 * 1024)],
];

for (const [name, code, make] of bad) {
  test(`${name} is refused with a sentence that says what to do`, async ({ studio }) => {
    await studio.upload({ name, mimeType: "image/png", buffer: await make() });
    await expect(studio.library.getByRole("alert")).toContainText(problems[code][1]);
    await expect(studio.picture(name)).toHaveCount(0);
    await studio.page.getByRole("button", { name: `Dismiss ${name}` }).click();
    await expect(studio.library.getByRole("alert")).toHaveCount(0);
  });
}

test("a picture whose name and type lie is taken for what it is", async ({ studio }) => {
  const buffer = await sharp((await sound).buffer)
    .jpeg()
    .toBuffer();
  await studio.upload({ name: "liar.gif", mimeType: "image/gif", buffer });
  await studio.isGrown();
  await expect(studio.picture("liar.gif")).toBeVisible();
});

test.describe("a stranger", () => {
  test("is refused everything of a session that they have not opened", async ({ studio, arrive }) => {
    const addresses: string[] = [];
    studio.page.on("request", (request) => {
      if (request.url().includes("/api/sessions/")) addresses.push(request.url());
    });
    await studio.upload(await picture());
    await studio.isGrown();
    await studio.page.reload();
    await studio.isGrown();
    const links = await studio.inspector
      .getByRole("link")
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
    // Pages hold nothing of a session; what they fetch does.
    const fetched = [...new Set([...addresses, ...links])].filter(
      (address) => address.includes("/api/") && !address.includes("/pictures?"),
    );
    for (const part of ["/display", "/preview", "/tensor", "/image", "/target", "/trajectory", "/animation"]) {
      expect(
        fetched.some((address) => address.endsWith(part)),
        part,
      ).toBe(true);
    }

    const { page: stranger } = await Studio.begin(await arrive());
    for (const address of fetched) {
      const answer = await stranger.request.get(address);
      expect([address, answer.status()]).toEqual([address, 403]);
      expect(await answer.json()).toMatchObject({ code: "not_a_member" });
    }
    const upload = await stranger.request.post(`/api/sessions/${studio.sessionId}/pictures?name=x.png`, {
      data: (await sound).buffer,
    });
    expect(upload.status()).toBe(403);

    const nobody = await arrive();
    for (const address of fetched) expect((await nobody.request.get(address)).status()).toBe(401);
  });

  test("with no session's address finds none", async ({ arrive }) => {
    const page = await arrive();
    await page.goto("/s/AAAAAAAAAAAAAAAAAAAAAA");
    await expect(page.getByText("There is no session here")).toBeVisible();
  });
});
