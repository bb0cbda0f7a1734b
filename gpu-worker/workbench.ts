import { Problem } from "../protocol/errors";
import { ModelId } from "../protocol/ids";
import { createDenoiser, type Denoiser } from "./diffusion/denoiser";
import type { Engine } from "./engines";
import type { Model } from "./models/model";

export interface ReadyModel {
  readonly model: Model;
  readonly denoiser: Denoiser;
}

/** Why jobs cannot use a model, in words for its owner; undefined if they can. */
export function whyUnusable({ id, config }: Model): string | undefined {
  if (config.kind !== "denoiser") return `it is an ${config.kind}, and jobs need a denoiser`;
  if (config.channels !== 1 && config.channels !== 3)
    return `it has ${config.channels} channels, pictures one or three`;
  if (!ModelId.safeParse(id).success) return `its name ${id} may hold only small letters, digits and dashes`;
  return undefined;
}

/** The models a worker has, and their denoisers on one engine, each made when first wanted and kept. */
export class Workbench {
  private readonly ready = new Map<string, Promise<ReadyModel>>();

  constructor(
    readonly engine: Engine,
    readonly models: readonly Model[],
  ) {}

  /** Throws `model_not_available` for a model that is not here. */
  open(modelId: string): Promise<ReadyModel> {
    const known = this.ready.get(modelId);
    if (known) return known;
    const model = this.models.find(({ id }) => id === modelId);
    if (!model) return Promise.reject(new Problem("model_not_available", modelId));
    const opening = createDenoiser(model, this.engine).then((denoiser) => ({ model, denoiser }));
    this.ready.set(modelId, opening);
    // A denoiser that could not be made is tried afresh by the next job.
    opening.catch(() => this.ready.delete(modelId));
    return opening;
  }

  /** Frees the engine's sessions; the workbench cannot be used afterwards. */
  async dispose(): Promise<void> {
    const opened = await Promise.allSettled(this.ready.values());
    this.ready.clear();
    for (const one of opened) if (one.status === "fulfilled") await one.value.denoiser.dispose();
  }
}
