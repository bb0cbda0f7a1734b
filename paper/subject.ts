import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { z } from "zod";
import { openDataset } from "../gpu-worker/data/dataset";
import { createDenoiser, type Denoiser } from "../gpu-worker/diffusion/denoiser";
import { defaultSteps } from "../gpu-worker/diffusion/generator";
import { createEmbedder, type Embedder } from "../gpu-worker/embedding/embedder";
import { chosenRows, countOf } from "../gpu-worker/embedding/rows";
import type { EmbedTools } from "../gpu-worker/embedding/way";
import type { Engine } from "../gpu-worker/graph/engine";
import { findModels, loadModel, type Model } from "../gpu-worker/models/model";
import { embedderNetworks } from "../gpu-worker/networks/network";
import { picturesToTensor } from "../gpu-worker/pictures/images";
import { sizeOf, type Tensor } from "../gpu-worker/tensor";
import { normalisedPictures } from "../gpu-worker/training/pictures";
import type { Sizes } from "./sizes";

/** One of the paper's embedding networks, learnt for a denoiser. */
export interface NamedEmbedder {
  readonly network: keyof typeof embedderNetworks | "unet" | "other";
  readonly model: Model;
  readonly parameters: number;
}

/** A denoiser, the pictures that it is tried on, and its embedders. */
export interface Subject {
  readonly model: Model;
  readonly engine: Engine;
  readonly denoiser: Denoiser;
  /** For several pictures together, and for one by itself. */
  readonly tools: EmbedTools;
  readonly toolsForOne: EmbedTools;
  /** Held out: the first `count` of them are used, so that a larger sample holds a smaller one. */
  readonly pictures: (count: number) => Tensor;
  /** Pictures of another kind than the model has learnt, at most so many. */
  readonly strangers: (count: number) => Promise<Tensor>;
  /** How many there are. */
  readonly available: number;
  /** What the pictures are, for people, and as a hash. */
  readonly source: { readonly words: string; readonly hash: string };
  readonly embedders: readonly NamedEmbedder[];
}

/** Pictures that are computed together, at most; more would wait for the one that needs most corrections. */
const mostTogether = 4;

/** Reads the model of a folder, its pictures and embedders; `sizesOf` says how many pictures there will be. */
export async function openSubject(
  folder: string,
  data: ReadonlyMap<string, string>,
  engine: Engine,
  sizesOf: (model: string) => Sizes,
): Promise<Subject> {
  const model = await loadModel(folder);
  const together = Math.min(mostTogether, sizesOf(model.id).methods);
  const denoiser = await createDenoiser(model, engine, together);
  const { images, words } = await picturesOf(model, data.get(model.id));
  const embedders = await embeddersOf(model);
  const opening = new Map<string, Promise<Embedder>>();
  const openEmbedder = async (id: string) => {
    const one = embedders.find((embedder) => embedder.model.id === id);
    if (!one) throw new Error(`${id} is no embedder of ${model.id}`);
    const opened = opening.get(id) ?? createEmbedder(one.model, engine, together);
    opening.set(id, opened);
    // It stays for the next picture; the engine frees all at the end.
    return { ...(await opened), dispose: async () => {} };
  };
  const tools = { model, denoiser, engine, openEmbedder, steps: defaultSteps };
  return {
    model,
    engine,
    denoiser,
    tools,
    toolsForOne: { ...tools, denoiser: await createDenoiser(model, engine) },
    pictures: (count) => chosenRows(images, [...new Array(Math.min(count, countOf(images))).keys()]),
    strangers: (count) => strangersTo(model, count),
    available: countOf(images),
    source: { words, hash: hashOf(images) },
    embedders,
  };
}

/** Held-out pictures of a data set, or the samples of the model's kind that come with Seedbed. */
async function picturesOf({ id, config }: Model, data: string | undefined): Promise<{ images: Tensor; words: string }> {
  const { channels, size } = config;
  if (data !== undefined) {
    const { name, validation } = await openDataset(data, { size, channels });
    const count = validation.length / (channels * size ** 2);
    return {
      images: normalisedPictures(validation, config, [...new Array(count).keys()]),
      words: `held-out pictures of ${name}`,
    };
  }
  const files = await sampleFiles((one) => one === id);
  if (files.length === 0)
    throw new Error(`There are no sample pictures for ${id}. Say where its pictures are: --data ${id}=PATH`);
  const bytes = await Promise.all(files.map((file) => readFile(file)));
  return { images: await picturesToTensor(bytes, config), words: "the sample pictures that come with Seedbed" };
}

/** The sample pictures that come with Seedbed of the models that are chosen. */
async function sampleFiles(isChosen: (model: string) => boolean): Promise<string[]> {
  const folder = fileURLToPath(new URL("../public/samples", import.meta.url));
  const listed = Samples.parse(JSON.parse(await readFile(join(folder, "samples.json"), "utf8")));
  return listed.filter(({ model }) => isChosen(model)).map(({ file }) => join(folder, file));
}

const Samples = z.array(z.object({ file: z.string(), model: z.string() }));

async function strangersTo({ id, config }: Model, count: number): Promise<Tensor> {
  const files = (await sampleFiles((one) => one !== id)).slice(0, count);
  const pictures = files.map((file) => sharp(file).resize(config.size, config.size).png().toBuffer());
  return await picturesToTensor(await Promise.all(pictures), config);
}

/** Those under models/ whose generator has these weights, the simplest network first. */
async function embeddersOf({ weightsHash }: Model): Promise<NamedEmbedder[]> {
  const found: NamedEmbedder[] = [];
  for (const folder of await findModels()) {
    const model = await loadModel(folder);
    if (model.config.kind !== "embedder" || model.config.training?.generatorHash !== weightsHash) continue;
    const parameters = [...model.weights.values()].reduce((total, { shape }) => total + sizeOf(shape), 0);
    found.push({ network: networkOf(model), model, parameters });
  }
  return found.sort((one, other) => one.parameters - other.parameters);
}

function networkOf({ config: { network } }: Model): NamedEmbedder["network"] {
  if (network.family === "unet") return "unet";
  const names = Object.keys(embedderNetworks) as (keyof typeof embedderNetworks)[];
  const same = (name: (typeof names)[number]) =>
    JSON.stringify(embedderNetworks[name].widths) === JSON.stringify(network.widths) &&
    JSON.stringify(embedderNetworks[name].sides) === JSON.stringify(network.sides);
  return names.find(same) ?? "other";
}

function hashOf({ data }: Tensor): string {
  return createHash("sha256")
    .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    .digest("hex");
}
