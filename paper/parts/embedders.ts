import { createEmbedder } from "../../gpu-worker/embedding/embedder";
import { reconstruct } from "../../gpu-worker/embedding/reconstruct";
import { countOf } from "../../gpu-worker/embedding/rows";
import { drawSeed } from "../../gpu-worker/latent/random";
import type { Tensor } from "../../gpu-worker/tensor";
import { type Measured, measure, measureMethod } from "../measure";
import { paperDataOf, published } from "../published";
import { partOf, type Room } from "../room";
import type { NamedEmbedder, Subject } from "../subject";

export interface EmbedderRow {
  readonly network: string;
  readonly label: string;
  readonly parameters: number | null;
  readonly paper: number | null;
  /** Null where there is no such embedder. */
  readonly ours: Measured | null;
}

/** The paper's Table 1: each network's error on held-out pictures, one evaluation each. */
export async function tableOfEmbedders(room: Room, subject: Subject): Promise<EmbedderRow[]> {
  const data = paperDataOf(subject.model.id);
  const rows: EmbedderRow[] = [];
  for (const [network, { label, ...paper }] of Object.entries(published.table1)) {
    const embedder = subject.embedders.find((one) => one.network === network);
    const ours = embedder ? await measureEmbedder(room, subject, embedder) : null;
    rows.push({ network, label, parameters: embedder?.parameters ?? null, paper: data ? paper[data] : null, ours });
  }
  return rows;
}

async function measureEmbedder(room: Room, subject: Subject, embedder: NamedEmbedder): Promise<Measured> {
  const pictures = room.sizes.tables;
  const measured = async () => await measureEmbedding(subject, embedder.model.id, subject.pictures(pictures));
  return await partOf(room, subject, `embedder-${embedder.network}`, { pictures }, measured, { embedders: [embedder] });
}

/** One pass of an embedder over images. */
export async function embedWith(subject: Subject, id: string, images: Tensor): Promise<Tensor> {
  const found = subject.embedders.find((one) => one.model.id === id);
  if (!found) throw new Error(`${id} is no embedder of ${subject.model.id}`);
  const embedder = await createEmbedder(found.model, subject.engine, Math.min(16, countOf(images)));
  try {
    return await embedder.embed(images);
  } finally {
    await embedder.dispose();
  }
}

async function measureEmbedding(subject: Subject, id: string, images: Tensor): Promise<Measured> {
  const started = performance.now();
  const seeds = await embedWith(subject, id, images);
  return await measure(subject, seeds, images, { evaluations: 1, milliseconds: performance.now() - started });
}

export interface SourceRow {
  readonly way: string;
  readonly data: Measured;
  readonly generated: Measured;
}

/** The paper's Table 2: pictures of the data against generated ones, by the U-Net, and by inversion. */
export async function tableOfSources(room: Room, subject: Subject): Promise<SourceRow[]> {
  const pictures = Math.min(room.sizes.tables, subject.available);
  const unet = subject.embedders.find(({ network }) => network === "unet");
  const inversion = await partOf(room, subject, "sources-inversion", { pictures, corrections: 3 }, async () => {
    const run = async (images: Tensor) => {
      const {
        seeds: _,
        curve: __,
        ...row
      } = await measureMethod(subject, { name: "inversion", corrections: 3 }, images);
      return row;
    };
    return {
      data: await run(subject.pictures(pictures)),
      generated: await run(await generatedPictures(subject, pictures)),
    };
  });
  const rows: SourceRow[] = [{ way: "inversion, K = 3", ...inversion }];
  if (unet) {
    const measured = async () => ({
      data: await measureEmbedding(subject, unet.model.id, subject.pictures(pictures)),
      generated: await measureEmbedding(subject, unet.model.id, await generatedPictures(subject, pictures)),
    });
    const row = await partOf(room, subject, "sources-unet", { pictures }, measured, { embedders: [unet] });
    rows.unshift({ way: "U-Net embedder", ...row });
  }
  return rows;
}

/** What a model makes of random seeds, clipped to what a picture can be. */
export async function generatedPictures({ model, denoiser, tools }: Subject, count: number): Promise<Tensor> {
  const { channels, size, normalization } = model.config;
  const images = await reconstruct(denoiser, drawSeed(1, [count, channels, size, size]), tools.steps);
  const data = images.data.map((value, at) => {
    const channel = Math.floor(at / size ** 2) % channels;
    const [mean, std] = [normalization.mean[channel] ?? 0, normalization.std[channel] ?? 1];
    return (Math.min(1, Math.max(0, mean + std * value)) - mean) / std;
  });
  return { shape: images.shape, data };
}
