import { describe, expect, it } from "vitest";
import { arrange } from "./event-order";
import { buildEvent } from "./rows.fixture";

const event = (sequence: number) => buildEvent(sequence, "session-renamed");
const sequences = (events: readonly { sequence: number }[]) => events.map(({ sequence }) => sequence);

describe("arrange", () => {
  it("puts events that came out of order into order", () => {
    const { ready, waiting } = arrange(4, [event(7), event(5), event(6)]);
    expect(sequences(ready)).toEqual([5, 6, 7]);
    expect(waiting).toEqual([]);
  });

  it("holds back what lies behind a gap", () => {
    const { ready, waiting } = arrange(4, [event(8), event(5), event(7)]);
    expect(sequences(ready)).toEqual([5]);
    expect(sequences(waiting)).toEqual([7, 8]);
  });

  it("forgets what is already known and what was told twice", () => {
    const { ready, waiting } = arrange(4, [event(3), event(4), event(5), event(5)]);
    expect(sequences(ready)).toEqual([5]);
    expect(waiting).toEqual([]);
  });
});
