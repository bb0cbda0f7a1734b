import type { EmbedMethod } from "../../protocol/embedding";
import { publishedDescent } from "../../protocol/methods";
import { type Measured, measureMethod } from "../measure";
import { published } from "../published";
import { partOf, type Room } from "../room";
import type { Subject } from "../subject";

export interface FineTuning {
  readonly way: string;
  readonly iterations: number;
  readonly before: Measured;
  readonly after: Measured;
  readonly paper: { readonly before: number; readonly after: number };
}

/** Section 5.2: seeds of the U-Net, or of inversion where there is none, refined by the paper's descent. */
export async function fineTuning(room: Room, subject: Subject): Promise<FineTuning> {
  const { descents: pictures, refinement: iterations } = room.sizes;
  const unet = subject.embedders.find(({ network }) => network === "unet");
  const first: EmbedMethod = unet
    ? { name: "embedder", embedderId: unet.model.id as never }
    : { name: "inversion", corrections: 1 };
  const refine = { name: "refine", ...publishedDescent, iterations } as const;
  const measure = async () => {
    const images = subject.pictures(pictures);
    const { seeds, curve: _, ...before } = await measureMethod(subject, first, images);
    const { seeds: __, curve: ___, ...after } = await measureMethod(subject, refine, images, seeds);
    return { before, after };
  };
  const settings = { first, refine, pictures };
  const needs = { embedders: unet ? [unet] : [] };
  const measured = await partOf(room, subject, "fine-tuning", settings, measure, needs);
  const way = unet ? "U-Net embedder" : "inversion, K = 1 (there is no U-Net embedder here yet)";
  return { way, iterations, ...measured, paper: published.refinement };
}
