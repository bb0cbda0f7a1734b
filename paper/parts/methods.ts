import { invert } from "../../gpu-worker/embedding/inversion";
import { countOf } from "../../gpu-worker/embedding/rows";
import type { Tensor } from "../../gpu-worker/tensor";
import type { EmbedMethod } from "../../protocol/embedding";
import { publishedDescent } from "../../protocol/methods";
import { type Measured, measure, measureMethod } from "../measure";
import { partOf, type Room } from "../room";
import type { Subject } from "../subject";

export type Curve = readonly (readonly [evaluations: number, error: number])[];

export interface MethodRow {
  readonly name: string;
  readonly measured: Measured;
  readonly curve: Curve;
}

/** The targets that ways are held to: an error, within so many evaluations. */
const bestWays = [
  [5e-4, 120],
  [1e-4, 500],
  [2e-5, 2000],
] as const;

/** Evaluations that a way may have where descents have so many iterations. */
function affordable(iterations: number): number {
  return Math.max(120, 20 * iterations);
}

/** Counts up when the best way is another, so that what an older one gave is computed anew. */
const edition = 5;

/** Every method on the same held-out pictures; descents from random seeds, which take longest, on the first of them. */
export async function tableOfMethods(room: Room, subject: Subject): Promise<MethodRow[]> {
  const { methods, descents, iterations, refinement } = room.sizes;
  const rows: MethodRow[] = [];
  const add = async (name: string, method: EmbedMethod, pictures = methods, from?: EmbedMethod) => {
    const embedders = subject.embedders.filter(
      ({ model }) => method.name === "embedder" && method.embedderId === model.id,
    );
    const settings = { method, pictures, from, ...(method.name === "best" && { edition }) };
    rows.push({
      name,
      ...(await partOf(room, subject, `method ${name}`, settings, () => run(subject, method, pictures, from), {
        embedders,
      })),
    });
  };
  await add("picture as seed", { name: "image", strength: 1 });
  await add("picture x 0.02 as seed", { name: "image", strength: 0.02 });
  for (const { network, model } of subject.embedders)
    await add(`embedder ${network}`, { name: "embedder", embedderId: model.id as never });
  for (const corrections of [0, 3, 10]) {
    const name = corrections === 0 ? "naive inversion" : `plain fixed point, K = ${corrections}`;
    const settings = { corrections, pictures: methods };
    rows.push({
      name,
      ...(await partOf(room, subject, `method ${name}`, settings, () => runPlain(subject, corrections, methods))),
    });
  }
  for (const corrections of [1, 3, 10, 20])
    await add(`inversion, K = ${corrections}`, { name: "inversion", corrections });
  await add(
    `paper's descent, ${iterations} iterations`,
    { name: "descent", ...publishedDescent, iterations, seeds: 1, number: 100 },
    descents,
  );
  const falling = { ...publishedDescent, rate: "falling", penalty: 0, iterations } as const;
  await add(
    "descent, rate 0.05 falling",
    { name: "descent", ...falling, learningRate: 0.05, seeds: 1, number: 100 },
    descents,
  );
  const inversion = { name: "inversion", corrections: 3 } as const;
  await add(
    `inversion, K = 3, then paper's descent`,
    { name: "refine", ...publishedDescent, iterations: refinement },
    descents,
    inversion,
  );
  for (const [wished, evaluations] of bestWays.filter(([, most]) => most <= affordable(iterations)))
    await add(`best, to ${wished}`, { name: "best", wished, evaluations, embedderId: null });
  return rows;
}

async function run(
  subject: Subject,
  method: EmbedMethod,
  pictures: number,
  from?: EmbedMethod,
): Promise<Omit<MethodRow, "name">> {
  const images = subject.pictures(pictures);
  if (!from) return split(await measureMethod(subject, method, images));
  const first = await measureMethod(subject, from, images);
  const { measured, curve } = split(await measureMethod(subject, method, images, first.seeds));
  const evaluations = first.evaluations + measured.evaluations;
  return {
    measured: { ...measured, evaluations, seconds: first.seconds + measured.seconds },
    curve: curve.map(([spent, error]) => [spent + first.evaluations, error] as const),
  };
}

function split({ curve, seeds: _, ...measured }: Awaited<ReturnType<typeof measureMethod>>): Omit<MethodRow, "name"> {
  return { measured, curve };
}

/** The iteration as published, for comparison. */
async function runPlain(subject: Subject, corrections: number, pictures: number): Promise<Omit<MethodRow, "name">> {
  const images = subject.pictures(pictures);
  const { seeds, evaluations, milliseconds } = await inverted(subject, images, corrections);
  const measured = await measure(subject, seeds, images, { evaluations, milliseconds });
  return { measured, curve: [[evaluations, measured.mean]] };
}

async function inverted({ denoiser }: Subject, images: Tensor, corrections: number) {
  const started = performance.now();
  const found = await invert(denoiser, images, { corrections, keep: "last" });
  return { ...found, milliseconds: performance.now() - started, count: countOf(images) };
}
