import { Problem } from "../protocol/errors";
import { ModelId } from "../protocol/ids";
import type { ModelFiles, ModelReference } from "../protocol/jobs";
import type { BlobStore } from "./blobs/store";
import { createDenoiser, type Denoiser } from "./diffusion/denoiser";
import { createEmbedder, type Embedder } from "./embedding/embedder";
import type { Engine } from "./engines";
import { type Model, modelFromBytes } from "./models/model";

export interface ReadyModel {
  readonly model: Model;
  readonly denoiser: Denoiser;
}

/** Why jobs cannot use a model, in words for its owner; undefined if they can. */
export function whyUnusable({ id, config }: Model): string | undefined {
  if (config.channels !== 1 && config.channels !== 3)
    return `it has ${config.channels} channels, pictures one or three`;
  if (!ModelId.safeParse(id).success) return `its name ${id} may hold only small letters, digits and dashes`;
  return undefined;
}

/** What a job uses of a worker's models. */
export interface Bench {
  readonly engine: Engine;
  readonly models: readonly Model[];
  /** Throws `model_not_available` for a model that is neither here nor has files, or is no denoiser. */
  open(reference: ModelReference, blobs: BlobStore): Promise<ReadyModel>;
  /** An embedder of `generator`. Throws `model_not_available`, `embedder_not_available`. */
  openEmbedder(reference: ModelReference, generator: Model, blobs: BlobStore): Promise<Embedder>;
  /** The model itself. Throws `model_not_available`. */
  find(reference: ModelReference, blobs: BlobStore): Promise<Model>;
}

/** Models that were fetched, whose weights are kept in memory when no job uses them: those that were used last. */
const mostFetched = 4;

interface Fetched {
  readonly model: Promise<Model>;
  /** Jobs that use it now. */
  users: number;
}

/** The models a worker has or has fetched, and what runs them on one engine, each made when first wanted and kept. */
export class Workbench {
  private readonly denoisers = new Map<string, Promise<ReadyModel>>();
  private readonly embedders = new Map<string, Promise<Embedder>>();
  private readonly fetched = new Map<string, Fetched>();

  constructor(
    readonly engine: Engine,
    readonly models: readonly Model[],
  ) {}

  /** The bench of one job: the models it uses stay until the work has ended. */
  async lend<Result>(work: (bench: Bench) => Promise<Result>): Promise<Result> {
    const used = new Set<Fetched>();
    const find: Bench["find"] = (reference, blobs) => this.find(reference, blobs, used);
    try {
      return await work({
        engine: this.engine,
        models: this.models,
        find,
        open: async (reference, blobs) => await this.ready(await find(reference, blobs)),
        openEmbedder: async (reference, generator, blobs) =>
          await this.readyEmbedder(await find(reference, blobs), generator),
      });
    } finally {
      for (const one of used) one.users -= 1;
      await this.forgetOldest();
    }
  }

  private async ready(model: Model): Promise<ReadyModel> {
    if (model.config.kind !== "denoiser") throw new Problem("model_not_available", `${model.id} is no denoiser`);
    return await kept(this.denoisers, model.fingerprint, async () => ({
      model,
      denoiser: await createDenoiser(model, this.engine),
    }));
  }

  private async readyEmbedder(model: Model, generator: Model): Promise<Embedder> {
    const { kind, training } = model.config;
    if (kind !== "embedder" || training?.generatorHash !== generator.weightsHash)
      throw new Problem("embedder_not_available", `${model.id} finds no seeds of ${generator.id}`);
    return await kept(this.embedders, model.fingerprint, () => createEmbedder(model, this.engine));
  }

  private async find({ id, files }: ModelReference, blobs: BlobStore, used: Set<Fetched>): Promise<Model> {
    const own = this.models.find((model) => model.id === id);
    if (own) return own;
    if (!files) throw new Problem("model_not_available", id);
    const key = files.config + files.weights;
    const one = this.fetched.get(key) ?? { model: fetch(files, blobs), users: 0 };
    // The last of all: the first ones are those that were used longest ago.
    this.fetched.delete(key);
    this.fetched.set(key, one);
    if (!used.has(one)) one.users += 1;
    used.add(one);
    one.model.catch(() => this.fetched.delete(key));
    return await one.model;
  }

  private async forgetOldest(): Promise<void> {
    const idle = [...this.fetched].filter(([, { users }]) => users === 0);
    for (const [key, { model }] of idle.slice(0, Math.max(0, this.fetched.size - mostFetched))) {
      this.fetched.delete(key);
      const { fingerprint } = await model;
      const [ready, embedder] = [this.denoisers.get(fingerprint), this.embedders.get(fingerprint)];
      this.denoisers.delete(fingerprint);
      this.embedders.delete(fingerprint);
      await (await ready)?.denoiser.dispose();
      await (await embedder)?.dispose();
    }
  }

  /** Frees the engine's sessions; the workbench cannot be used afterwards. */
  async dispose(): Promise<void> {
    const denoisers = await Promise.allSettled(this.denoisers.values());
    const embedders = await Promise.allSettled(this.embedders.values());
    this.denoisers.clear();
    this.embedders.clear();
    for (const one of denoisers) if (one.status === "fulfilled") await one.value.denoiser.dispose();
    for (const one of embedders) if (one.status === "fulfilled") await one.value.dispose();
  }
}

async function fetch(files: ModelFiles, blobs: BlobStore): Promise<Model> {
  const [config, weights] = await Promise.all([blobs.read(files.config), blobs.read(files.weights)]);
  return modelFromBytes(config, weights, "");
}

/** What `make` made for this key before, or makes now; what failed is tried afresh by whoever comes next. */
function kept<Value>(made: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>): Promise<Value> {
  const known = made.get(key);
  if (known) return known;
  const making = make();
  made.set(key, making);
  making.catch(() => made.delete(key));
  return making;
}
