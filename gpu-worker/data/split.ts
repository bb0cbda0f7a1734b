import { posix } from "node:path";

export interface Split<Item> {
  readonly training: readonly Item[];
  readonly validation: readonly Item[];
}

/** The last tenth of a row of things is held out. */
export function holdOut<Item>(items: readonly Item[]): Split<Item> {
  const kept = items.length - Math.floor(items.length / 10);
  return { training: items.slice(0, kept), validation: items.slice(kept) };
}

/**
 * The last tenth of each folder, by name, is held out, so that every kind is among what is tested. Where no folder has
 * ten files, such as one folder a person, the last tenth of all of them is.
 */
export function holdOutOfFolders<File extends { readonly name: string }>(files: readonly File[]): Split<File> {
  const sorted = files.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const folders = new Map<string, File[]>();
  for (const file of sorted) {
    const folder = posix.dirname(file.name);
    const known = folders.get(folder);
    if (known) known.push(file);
    else folders.set(folder, [file]);
  }
  const splits = [...folders.values()].map(holdOut);
  const validation = splits.flatMap((split) => split.validation);
  if (validation.length === 0) return holdOut(sorted);
  return { training: splits.flatMap((split) => split.training), validation };
}

/** At most `most` of the items, evenly spread over all of them. */
export function spread<Item>(items: readonly Item[], most: number): readonly Item[] {
  const share = (at: number) => Math.floor((at * most) / items.length);
  return items.length <= most ? items : items.filter((_, at) => share(at + 1) > share(at));
}
