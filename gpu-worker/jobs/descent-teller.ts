import type { ErrorPoint } from "../../protocol/embedding";
import type { DescentPoint } from "../embedding/embed-by";
import type { Raster } from "../pictures/raster";
import { rows, type Tensor } from "../tensor";
import type { JobContext } from "./job";

/** Milliseconds between two words, or pictures, of how far a descent is: often enough to be seen falling. */
const interval = 200;
const mostPoints = 256;

/** Tells those who watch of a descent, and the server of its state. */
export class DescentTeller {
  private last = Number.NEGATIVE_INFINITY;
  private noted: Promise<void> = Promise.resolve();

  constructor(
    private readonly context: JobContext,
    private readonly raster: (image: Tensor) => Raster,
  ) {}

  tell({ iteration, of, secondsLeft, trajectory, images }: DescentPoint): void {
    if (performance.now() - this.last < interval && iteration !== of) return;
    this.last = performance.now();
    this.context.tell({ kind: "descent", iteration, of, secondsLeft, trajectory: thinned(trajectory) });
    this.context.show({ phase: "descent", step: iteration, of }, this.raster(rows(images, 0, 1)));
  }

  /** Not cancelled with the job: a pause is where its state is wanted. */
  keep(state: Uint8Array): void {
    const { blobs, note } = this.context;
    this.noted = this.noted
      .then(() => blobs.write(state, "application/octet-stream"))
      .then((stored) => note({ kind: "state", state: stored }))
      // The state before stays, and the next one comes soon.
      .catch(() => undefined);
  }

  /** Resolves when the last state that was kept is with the server. */
  stored(): Promise<void> {
    return this.noted;
  }
}

/** At most so many points, evenly chosen, the first and the last among them. */
function thinned(points: readonly ErrorPoint[]): ErrorPoint[] {
  if (points.length <= mostPoints) return [...points];
  const last = points.length - 1;
  return Array.from({ length: mostPoints }, (_, at) => points[Math.round((at * last) / (mostPoints - 1))]).filter(
    (point) => point !== undefined,
  );
}
