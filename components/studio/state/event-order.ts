import type { SessionEvent } from "@/protocol/events";

export interface Arrangement {
  /** The events that follow `last` without a gap, in order. */
  readonly ready: readonly SessionEvent[];
  /** Events behind a gap, in order: what lies between has to be asked for. */
  readonly waiting: readonly SessionEvent[];
}

/** Puts events that came in any order, more than once, or with gaps, into the session's own order. */
export function arrange(last: number, events: readonly SessionEvent[]): Arrangement {
  const bySequence = new Map(events.filter((event) => event.sequence > last).map((event) => [event.sequence, event]));
  const ordered = [...bySequence.values()].sort((one, other) => one.sequence - other.sequence);
  const gap = ordered.findIndex((event, index) => event.sequence !== last + 1 + index);
  if (gap < 0) return { ready: ordered, waiting: [] };
  return { ready: ordered.slice(0, gap), waiting: ordered.slice(gap) };
}
