import type { Page } from "@playwright/test";

declare global {
  interface Window {
    filledTiles: string[];
  }
}

/** Runs in the page: notes the names of the trajectory's tiles in the order in which they fill. */
export function watchFilling(): void {
  window.filledTiles = [];
  const note = (tile: Element) => {
    const name = tile.getAttribute("aria-label");
    if (name && !tile.hasAttribute("disabled")) window.filledTiles.push(name);
  };
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes" && target instanceof Element && target.matches("[data-scrub]")) note(target);
      for (const added of addedNodes) {
        if (added instanceof Element) for (const tile of added.querySelectorAll("[data-scrub]")) note(tile);
      }
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["disabled"] });
}

/** The steps of the generation whose tiles have filled, in that order: 1 to `of`. */
export async function filledSteps(page: Page, of: number): Promise<number[]> {
  const names = await page.evaluate(() => window.filledTiles);
  return names.flatMap((name) => {
    if (name === "Image") return [of];
    const step = new RegExp(`^Step (\\d+) of ${of}$`).exec(name)?.[1];
    return step ? [Number(step)] : [];
  });
}
