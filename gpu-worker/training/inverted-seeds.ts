import { createHash } from "node:crypto";
import type { Denoiser } from "../diffusion/denoiser";
import { defaultSteps } from "../diffusion/generator";
import { invert } from "../embedding/inversion";
import { rows, type Tensor, zeros } from "../tensor";
import { KeptSeeds } from "./kept-seeds";
import { PictureOrder } from "./order";
import { normalisedPictures } from "./pictures";

/** Pictures whose seeds an embedder learns from, found by inversion. */
export interface InvertedPairs {
  /** How many of the pictures; those of a smaller number are among those of a larger one. */
  readonly pictures: number;
  /** K of the inversion's every step. */
  readonly corrections: number;
  /** Where the seeds are kept, for this training and others of the same generator and pictures. */
  readonly file: string;
}

export interface Pairs {
  readonly images: Tensor;
  readonly seeds: Tensor;
}

/**
 * Pairs of pictures (bytes [count, channels, size, size]) and their inverted seeds, for steps 1, 2, … of `batch`
 * pictures each. A seed is found when a step first asks for it and read from the file ever after, so the first time
 * through takes T (1 + K) evaluations of the generator for a picture, and later ones none.
 */
export class InvertedSeeds {
  private readonly order: PictureOrder;
  private readonly chosen: Uint32Array;
  /** What the seeds depend on. */
  private readonly of: string;

  /** `number` names the order; which pictures are chosen is the same for every number. */
  constructor(
    private readonly denoiser: Denoiser,
    private readonly pixels: Uint8Array,
    private readonly pairs: InvertedPairs,
    batch: number,
    number: number,
  ) {
    const { config, weightsHash } = denoiser.model;
    const count = pixels.length / (config.channels * config.size ** 2);
    this.chosen = new PictureOrder(count, Math.min(count, pairs.pictures), 0).at(1);
    this.order = new PictureOrder(this.chosen.length, batch, number);
    const pictures = createHash("sha256").update(pixels).digest("hex");
    const { corrections } = pairs;
    this.of = JSON.stringify({ generator: weightsHash, pictures, corrections, steps: defaultSteps });
  }

  async at(step: number): Promise<Pairs> {
    const { config } = this.denoiser.model;
    const pictures = [...this.order.at(step)].map((at) => this.chosen[at] ?? 0);
    const images = normalisedPictures(this.pixels, config, pictures);
    const seeds = zeros(images.shape);
    const seedOf = (at: number) => rows(seeds, at, at + 1).data;
    const kept = await KeptSeeds.open(this.pairs.file, this.of, config.channels * config.size ** 2);
    try {
      const missing: number[] = [];
      for (const [at, picture] of pictures.entries()) if (!(await kept.read(picture, seedOf(at)))) missing.push(at);
      if (missing.length === 0) return { images, seeds };
      const found = await this.find(missing.map((at) => pictures[at] ?? 0));
      for (const [index, at] of missing.entries()) {
        seedOf(at).set(rows(found, index, index + 1).data);
        await kept.write(pictures[at] ?? 0, seedOf(at));
      }
      return { images, seeds };
    } finally {
      await kept.close();
    }
  }

  private async find(pictures: readonly number[]): Promise<Tensor> {
    const images = normalisedPictures(this.pixels, this.denoiser.model.config, pictures);
    return (await invert(this.denoiser, images, { corrections: this.pairs.corrections })).seeds;
  }
}
