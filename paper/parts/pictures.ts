import { embedBy } from "../../gpu-worker/embedding/embed-by";
import { reconstruct } from "../../gpu-worker/embedding/reconstruct";
import { countOf } from "../../gpu-worker/embedding/rows";
import { towardsTypical } from "../../gpu-worker/latent/typical";
import { imageRaster, seedRaster } from "../../gpu-worker/pictures/images";
import type { Raster } from "../../gpu-worker/pictures/raster";
import { rows, type Tensor } from "../../gpu-worker/tensor";
import type { EmbedMethod } from "../../protocol/embedding";
import { publishedDescent } from "../../protocol/methods";
import { drawPictureTable, type PictureRow } from "../figures/picture-table";
import { measureMethod } from "../measure";
import { figureOf, type Room } from "../room";
import type { Subject } from "../subject";
import { embedWith, generatedPictures } from "./embedders";

export interface Figure {
  readonly file: string;
  /** The paper's number of it, where it has one. */
  readonly title: string;
  readonly caption: string;
}

/** The figures of pictures, as the paper has them, of this model. */
export async function pictureFigures(room: Room, subject: Subject): Promise<Figure[]> {
  const { columns } = room.sizes;
  const draw = async (name: string, title: string, caption: string, picture: () => Promise<PictureRow[]>) => ({
    file: await figureOf(
      room,
      subject,
      name,
      { columns, sizes: room.sizes },
      async () => drawPictureTable(await picture()),
      ofEmbedders.has(name) ? subject.embedders : [],
    ),
    title,
    caption,
  });
  const unet = subject.embedders.find(({ network }) => network === "unet");
  const way = unet ? "the U-Net embedder" : "inversion with three corrections a step";
  const find = async (images: Tensor) =>
    unet ? await embedWith(subject, unet.model.id, images) : (await embedBy(inversion, images, subject.tools)).seeds;
  const images = subject.pictures(columns);
  return [
    await draw("figure-1", "Figure 1", "The picture itself as the seed: the signal is far too strong.", () =>
      imagesAsSeeds(subject, images, [1]),
    ),
    await draw("figure-2", "Figure 2", "Weak versions of the picture as the seed, 0.02 to 0.08 of it.", () =>
      imagesAsSeeds(subject, images, [0.02, 0.04, 0.06, 0.08]),
    ),
    await draw(
      "figure-3",
      "Figures 3 and 16",
      `Pictures, the seeds that ${way} finds, and what these generate. Not chosen.`,
      async () => embeddings(subject, images, await find(images)),
    ),
    await draw(
      "seeds",
      "Two kinds of seeds",
      "Pictures; the seeds of inversion with ten corrections, which show them, and what these generate; those of the best way to an error of 1e-4, which are spread as noise is.",
      () => kindsOfSeeds(subject, images),
    ),
    await draw(
      "figure-11",
      "Figure 11",
      "One picture, five seeds found by descent from five random ones, and what they generate.",
      () => severalSeeds(subject, room.sizes.iterations),
    ),
    ...(subject.embedders.length > 0
      ? [
          await draw("figure-15", "Figure 15", "The embedding networks one by one: what their seeds generate.", () =>
            networks(subject, images),
          ),
        ]
      : []),
    await draw(
      "figure-17",
      "Figure 17",
      `Generated pictures, their seeds found anew by ${way}, and what these generate.`,
      async () => {
        const generated = await generatedPictures(subject, columns);
        return embeddings(subject, generated, await find(generated));
      },
    ),
    await draw(
      "figure-18",
      "Figure 18",
      `Seeds of ${way}, refined by ${room.sizes.refinement} iterations of the paper's descent.`,
      async () => refined(subject, images, await find(images), room.sizes.refinement),
    ),
    await draw(
      "figure-4",
      "Figure 4",
      "Pictures of another kind than was learnt: from the seed that inversion finds (0) towards a typical one (1).",
      async () => reified(subject, await subject.strangers(columns)),
    ),
  ];
}

/** The figures that are others where there are other embedders. */
const ofEmbedders: ReadonlySet<string> = new Set(["figure-3", "figure-15", "figure-17", "figure-18"]);

const inversion = { name: "inversion", corrections: 3 } as const satisfies EmbedMethod;

function imageRow({ model }: Subject, label: string, images: Tensor): PictureRow {
  return { label, pictures: each(images, (image) => imageRaster(image, model.config)) };
}

function seedRow(label: string, seeds: Tensor): PictureRow {
  return { label, pictures: each(seeds, seedRaster) };
}

function each(images: Tensor, draw: (image: Tensor) => Raster): Raster[] {
  return Array.from({ length: countOf(images) }, (_, index) => draw(rows(images, index, index + 1)));
}

async function generatedRow(subject: Subject, label: string, seeds: Tensor): Promise<PictureRow> {
  return imageRow(subject, label, await reconstruct(subject.denoiser, seeds, subject.tools.steps));
}

async function imagesAsSeeds(subject: Subject, images: Tensor, strengths: readonly number[]): Promise<PictureRow[]> {
  const table = [imageRow(subject, "picture", images)];
  for (const strength of strengths) {
    const seeds = { shape: images.shape, data: images.data.map((value) => strength * value) };
    table.push(await generatedRow(subject, strength === 1 ? "generated from it" : `from ${strength} of it`, seeds));
  }
  return table;
}

async function embeddings(subject: Subject, images: Tensor, seeds: Tensor): Promise<PictureRow[]> {
  return [
    imageRow(subject, "picture", images),
    seedRow("seed", seeds),
    await generatedRow(subject, "generated", seeds),
  ];
}

async function kindsOfSeeds(subject: Subject, images: Tensor): Promise<PictureRow[]> {
  const ways = { inversion: { name: "inversion", corrections: 10 }, best: toOneTenThousandth } as const;
  const table = [imageRow(subject, "picture", images)];
  for (const [label, method] of Object.entries(ways)) {
    const { seeds } = await measureMethod(subject, method, images);
    table.push(seedRow(`${label}: seed`, seeds), await generatedRow(subject, "generated", seeds));
  }
  return table;
}

const toOneTenThousandth = { name: "best", wished: 1e-4, evaluations: 500, embedderId: null } as const;

async function severalSeeds(subject: Subject, iterations: number): Promise<PictureRow[]> {
  const picture = subject.pictures(1);
  const method = { name: "descent", ...publishedDescent, iterations, seeds: 5, number: 100 } as const;
  const { seeds } = await embedBy(method, picture, subject.tools);
  const original = imageRow(subject, "", picture).pictures;
  const [seedsRow, generated] = [
    seedRow("picture, seeds", seeds),
    await generatedRow(subject, "picture, generated", seeds),
  ];
  return [seedsRow, generated].map(({ label, pictures }) => ({ label, pictures: [...original, ...pictures] }));
}

async function networks(subject: Subject, images: Tensor): Promise<PictureRow[]> {
  const table = [imageRow(subject, "picture", images)];
  for (const { network, model } of subject.embedders)
    table.push(await generatedRow(subject, network, await embedWith(subject, model.id, images)));
  return table;
}

async function refined(subject: Subject, images: Tensor, seeds: Tensor, iterations: number): Promise<PictureRow[]> {
  const better = await embedBy({ name: "refine", ...publishedDescent, iterations }, images, {
    ...subject.tools,
    start: seeds,
  });
  return [
    ...(await embeddings(subject, images, seeds)),
    seedRow("refined seed", better.seeds),
    await generatedRow(subject, "generated", better.seeds),
  ];
}

async function reified(subject: Subject, images: Tensor): Promise<PictureRow[]> {
  const { seeds } = await embedBy({ name: "inversion", corrections: 10 }, images, subject.tools);
  const table = [imageRow(subject, "picture", images)];
  for (const realism of [0, 0.2, 0.4, 0.6, 0.8, 1])
    table.push(await generatedRow(subject, `realism ${realism}`, towardsTypical(seeds, realism, 0)));
  return table;
}
