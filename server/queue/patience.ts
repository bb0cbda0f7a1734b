import { setTimeout as wait } from "node:timers/promises";
import { isDatabaseAway } from "../database/away";
import type { House } from "../house";

const pause = 250;

/** Does work that must not be lost: while the database is away, tries again until it is back. */
export async function patiently<Value>(house: House, work: () => Promise<Value>): Promise<Value> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      house.log.warn("the database is away; trying again");
      await wait(pause);
    }
  }
}
