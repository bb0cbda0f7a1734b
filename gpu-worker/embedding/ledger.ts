import { z } from "zod";
import { ErrorPoint, Stage } from "../../protocol/embedding";

/** What a way has spent and brought so far, as it is kept. */
export const LedgerState = z.object({
  evaluations: z.int(),
  milliseconds: z.number(),
  trajectory: z.array(ErrorPoint),
  stages: z.array(Stage),
});
export type LedgerState = z.infer<typeof LedgerState>;

/**
 * The account of a way to seeds: network evaluations for an image, milliseconds of computing, the best error over them,
 * and the stages. Time goes on from that of an account that is continued.
 */
export class Ledger {
  evaluations: number;
  readonly trajectory: ErrorPoint[];
  readonly stages: Stage[];
  private readonly started = performance.now();
  private stageStart: { evaluations: number; milliseconds: number };

  constructor(private readonly before: LedgerState = { evaluations: 0, milliseconds: 0, trajectory: [], stages: [] }) {
    this.evaluations = before.evaluations;
    this.trajectory = [...before.trajectory];
    this.stages = [...before.stages];
    // A stage that was interrupted began where the last finished one ended.
    const sum = (of: (stage: Stage) => number) => before.stages.reduce((total, stage) => total + of(stage), 0);
    this.stageStart = {
      evaluations: sum((stage) => stage.evaluations),
      milliseconds: sum((stage) => stage.milliseconds),
    };
  }

  get milliseconds(): number {
    return this.before.milliseconds + performance.now() - this.started;
  }

  /** One more point of the error's way; `error` is that of the best seeds so far. */
  point(meanSquaredError: number): void {
    this.trajectory.push({ evaluations: this.evaluations, meanSquaredError });
  }

  /** Ends a stage: what was spent since the last one is its own, until now unless told. */
  close(name: Stage["name"], meanSquaredError: number | null, milliseconds = this.milliseconds): void {
    const { evaluations } = this;
    this.stages.push({
      name,
      evaluations: evaluations - this.stageStart.evaluations,
      milliseconds: milliseconds - this.stageStart.milliseconds,
      meanSquaredError,
    });
    this.stageStart = { evaluations, milliseconds };
  }

  state(): LedgerState {
    const { evaluations, milliseconds, trajectory, stages } = this;
    return { evaluations, milliseconds, trajectory, stages };
  }
}
