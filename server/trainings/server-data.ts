import { readdir } from "node:fs/promises";
import type { House } from "../house";

/** The entries of the server's folder of data sets; none where there is no such folder. */
export async function listServerData(house: House): Promise<string[]> {
  const entries = await readdir(house.settings.datasetsFolder, { withFileTypes: true }).catch(() => []);
  return entries
    .map(({ name }) => name)
    .filter((name) => !name.startsWith("."))
    .sort((one, other) => one.localeCompare(other, "en"));
}
