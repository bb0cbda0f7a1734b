// Started by bench/streaming.ts: ADDRESS SESSION COUNT. Says "watching" when all are in, and their delays when asked.
import { Guest } from "../../server/testing/guest";
import { now } from "../measure/numbers";

export interface Delays {
  /** From computed to arrived, of every frame at every watcher. */
  readonly milliseconds: number[];
}

const [address = "", session = "", count = "0"] = process.argv.slice(2);
const delays: Delays = { milliseconds: [] };

for (let index = 0; index < Number(count); index++) {
  const visit = await new Guest(address).visit(session);
  visit.socket.off("frame").on("frame", ({ computedAt }) => {
    delays.milliseconds.push(now() - computedAt);
  });
}
process.send?.("watching");
process.once("message", () => process.send?.(delays, undefined, undefined, () => process.exit(0)));
