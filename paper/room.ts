import type { Sizes } from "./sizes";
import type { Store } from "./store";
import type { NamedEmbedder, Subject } from "./subject";

/** What every part has: where results go, how large samples are, and somebody who is told. */
export interface Room {
  readonly store: Store;
  readonly sizes: Sizes;
  readonly say: (text: string) => void;
}

/** What a part depends on beside model and pictures, and the file that it writes. */
export interface PartNeeds {
  readonly embedders?: readonly NamedEmbedder[];
  readonly file?: string;
}

/** The result of a part of a subject, computed once for the same model, pictures, embedders and settings. */
export async function partOf<Result>(
  { store, say }: Room,
  { model, source }: Subject,
  name: string,
  settings: unknown,
  compute: () => Promise<Result>,
  { embedders = [], file }: PartNeeds = {},
): Promise<Result> {
  const inputs = {
    model: model.weightsHash,
    pictures: source.hash,
    embedders: embedders.map((embedder) => embedder.model.weightsHash),
    settings,
  };
  const announced = async () => {
    say(`${model.id}: ${name}`);
    return await compute();
  };
  return await store.part(`${model.id}/${name}`, inputs, announced, file);
}

/** A figure's file, drawn once as a part is. */
export async function figureOf(
  room: Room,
  subject: Subject,
  name: string,
  settings: unknown,
  draw: () => Promise<Buffer>,
  embedders: readonly NamedEmbedder[] = [],
): Promise<string> {
  const file = `${subject.model.id}-${name}.png`;
  const make = async () => room.store.figure(file, await draw());
  return await partOf(room, subject, name, settings, make, { embedders, file });
}
