import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TrainingPoint } from "../../protocol/training";
import type { JobContext } from "./job";

/** Brings points of a training's curve to the server, one after the other, with the samples there are by then. */
export class CurveNotes {
  private points: TrainingPoint[] = [];
  private noting: Promise<void> | undefined;

  constructor(
    private readonly folder: string,
    private readonly context: JobContext,
  ) {}

  add(points: readonly TrainingPoint[]): void {
    this.points.push(...points);
    if (this.points.length === 0) return;
    this.noting ??= this.noteAll().finally(() => {
      this.noting = undefined;
    });
  }

  /** Points that come while others are on their way go together; what cannot be brought comes with the next attempt. */
  private async noteAll(): Promise<void> {
    const { blobs, note } = this.context;
    while (this.points.length > 0) {
      const points = this.points.splice(0);
      try {
        const samples = await blobs.write(await readFile(join(this.folder, "samples.webp")), "image/webp");
        await note({ kind: "training-points", points, samples });
      } catch {
        // Its checkpoint has them.
      }
    }
  }

  /** Resolves when all that could be brought is with the server. */
  async stored(): Promise<void> {
    await this.noting;
  }
}
