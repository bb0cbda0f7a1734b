import { join } from "node:path";
import { replaceFile } from "../gpu-worker/files/replace";
import type { Engine } from "../gpu-worker/graph/engine";
import { type Chapter, pageOf } from "./page";
import { resultCharts } from "./parts/charts";
import { tableOfEmbedders, tableOfSources } from "./parts/embedders";
import { fineTuning } from "./parts/fine-tuning";
import { frontier } from "./parts/frontier";
import { tableOfMethods } from "./parts/methods";
import { pictureFigures } from "./parts/pictures";
import { scheduleFigures } from "./parts/schedules";
import type { Room } from "./room";
import type { Sizes } from "./sizes";
import { Store } from "./store";
import { openSubject, type Subject } from "./subject";

export interface Wanted {
  /** Folders of denoisers, in the page's order. */
  readonly models: readonly string[];
  /** Where a model's pictures are, by its folder's name; those that are not here are tried on sample pictures. */
  readonly data: ReadonlyMap<string, string>;
  readonly out: string;
  readonly sizesOf: (model: string) => Sizes;
  /** As it was typed, for the page. */
  readonly command: string;
  readonly say: (text: string) => void;
}

/** Computes what is not stored yet of every part, and writes page, results and figures. */
export async function makePaper(engine: Engine, { models, data, out, sizesOf, command, say }: Wanted): Promise<void> {
  const store = await Store.open(out);
  const chapters: Chapter[] = [];
  for (const folder of models) {
    const subject = await openSubject(folder, data, engine, sizesOf);
    const room = { store, sizes: sizesOf(subject.model.id), say };
    chapters.push(await chapterOf(room, subject, chapters.length === 0));
    for (const { denoiser } of [subject.tools, subject.toolsForOne]) await denoiser.dispose();
    // After every model, so that what was found can be read while the next one is computed.
    await replaceFile(join(out, "README.md"), pageOf(chapters, command));
  }
}

async function chapterOf(room: Room, subject: Subject, isFirst: boolean): Promise<Chapter> {
  const embedders = await tableOfEmbedders(room, subject);
  const sources = await tableOfSources(room, subject);
  const methods = await tableOfMethods(room, subject);
  const points = await frontier(room, subject);
  const tuned = await fineTuning(room, subject);
  const figures = [
    ...(await resultCharts(room, subject, methods, points)),
    ...(await pictureFigures(room, subject)),
    ...(isFirst ? await scheduleFigures(room, subject) : []),
  ];
  const { model, source } = subject;
  return {
    model: model.id,
    pictures: source.words,
    embedders,
    sources,
    fineTuning: tuned,
    methods,
    frontier: points,
    figures,
  };
}
