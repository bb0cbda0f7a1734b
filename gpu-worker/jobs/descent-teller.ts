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
  private noting: Promise<void> | undefined;
  private newest: Uint8Array | undefined;

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

  /** One state is on its way at a time, and then the newest: what is between them is of no use. */
  keep(state: Uint8Array): void {
    this.newest = state;
    this.noting ??= this.noteNewest().finally(() => {
      this.noting = undefined;
    });
  }

  /** Not cancelled with the job: a pause is where its state is wanted. */
  private async noteNewest(): Promise<void> {
    const { blobs, note } = this.context;
    while (this.newest) {
      const state = this.newest;
      this.newest = undefined;
      try {
        await note({ kind: "state", state: await blobs.write(state, "application/octet-stream") });
      } catch {
        // The state before stays, and the next one comes soon.
      }
    }
  }

  /** Resolves when the last state that was kept is with the server. */
  async stored(): Promise<void> {
    await this.noting;
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
