import { Problem } from "../protocol/errors";
import { ModelId } from "../protocol/ids";
import type { ModelReference } from "../protocol/jobs";
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

/** Models that were fetched, whose weights are kept in memory; older ones are fetched again when wanted. */
const mostFetched = 4;

/** The models a worker has or has fetched, and what runs them on one engine, each made when first wanted and kept. */
export class Workbench {
  private readonly denoisers = new Map<string, Promise<ReadyModel>>();
  private readonly embedders = new Map<string, Promise<Embedder>>();
  private readonly fetched = new Map<string, Promise<Model>>();

  constructor(
    readonly engine: Engine,
    readonly models: readonly Model[],
  ) {}

  /** Throws `model_not_available` for a model that is neither here nor has files, or is no denoiser. */
  async open(reference: ModelReference, blobs: BlobStore): Promise<ReadyModel> {
    const model = await this.find(reference, blobs);
    if (model.config.kind !== "denoiser") throw new Problem("model_not_available", `${model.id} is no denoiser`);
    return await kept(this.denoisers, model.fingerprint, async () => ({
      model,
      denoiser: await createDenoiser(model, this.engine),
    }));
  }

  /** An embedder of `generator`. Throws `model_not_available`, `embedder_not_available`. */
  async openEmbedder(reference: ModelReference, generator: Model, blobs: BlobStore): Promise<Embedder> {
    const model = await this.find(reference, blobs);
    const { kind, training } = model.config;
    if (kind !== "embedder" || training?.generatorHash !== generator.weightsHash)
      throw new Problem("embedder_not_available", `${model.id} finds no seeds of ${generator.id}`);
    return await kept(this.embedders, model.fingerprint, () => createEmbedder(model, this.engine));
  }

  /** The model itself. Throws `model_not_available`. */
  async find({ id, files }: ModelReference, blobs: BlobStore): Promise<Model> {
    const own = this.models.find((model) => model.id === id);
    if (own) return own;
    if (!files) throw new Problem("model_not_available", id);
    const model = await kept(this.fetched, files.weights + files.config, async () => {
      const [config, weights] = await Promise.all([blobs.read(files.config), blobs.read(files.weights)]);
      return modelFromBytes(config, weights, "");
    });
    await this.forgetOldest();
    return model;
  }

  private async forgetOldest(): Promise<void> {
    for (const [key, fetching] of [...this.fetched].slice(0, Math.max(0, this.fetched.size - mostFetched))) {
      this.fetched.delete(key);
      const { fingerprint } = await fetching;
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

/** What `make` made for this key before, or makes now; what failed is tried afresh by whoever comes next. */
function kept<Value>(made: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>): Promise<Value> {
  const known = made.get(key);
  if (known) return known;
  const making = make();
  made.set(key, making);
  making.catch(() => made.delete(key));
  return making;
}
