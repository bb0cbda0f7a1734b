import { invert } from "../../gpu-worker/embedding/inversion";
import { drawNormal } from "../../gpu-worker/latent/random";
import { type Measured, measure } from "../measure";
import { partOf, type Room } from "../room";
import type { Subject } from "../subject";

export interface FrontierPoint {
  readonly strength: number;
  readonly tolerance: number;
  readonly measured: Measured;
}

const strengths = [0, 0.35, 0.7, 1];
const tolerances = [0.1, 0.03, 0.01, 0.003];

/** Error against typicality: inversions that set out from more or less noise, solved more or less exactly. */
export async function frontier(room: Room, subject: Subject): Promise<FrontierPoint[]> {
  const pictures = room.sizes.methods;
  const points: FrontierPoint[] = [];
  for (const strength of strengths)
    for (const tolerance of tolerances) {
      const name = `frontier, noise ${strength}, tolerance ${tolerance}`;
      const measured = await partOf(room, subject, name, { strength, tolerance, pictures }, async () => {
        const images = subject.pictures(pictures);
        const noise = drawNormal(0, 5, images.shape);
        for (let at = 0; at < noise.data.length; at++) noise.data[at] = strength * (noise.data[at] as number);
        const started = performance.now();
        const options = { corrections: 20, tolerance, budget: 110, ...(strength > 0 && { noise }) };
        const { seeds, evaluations } = await invert(subject.denoiser, images, options);
        return await measure(subject, seeds, images, { evaluations, milliseconds: performance.now() - started });
      });
      points.push({ strength, tolerance, measured });
    }
  return points;
}
