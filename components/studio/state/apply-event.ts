import type { Change, SessionEvent, Snapshot } from "@/protocol/events";

/**
 * The session after one more event: rows are replaced by id where they are known and appended where they are new, so
 * every list keeps the order of arrival. An event that is already contained changes nothing.
 */
export function applyEvent(state: Snapshot, event: SessionEvent): Snapshot {
  if (event.sequence <= state.sequence) return state;
  return { ...event.changes.reduce(applyChange, state), sequence: event.sequence };
}

export function applyEvents(state: Snapshot, events: readonly SessionEvent[]): Snapshot {
  return events.reduce(applyEvent, state);
}

function applyChange(state: Snapshot, change: Change): Snapshot {
  switch (change.noun) {
    case "session":
      return { ...state, session: change.row };
    case "person":
      return { ...state, people: place(state.people, change.row) };
    case "picture":
      return { ...state, pictures: place(state.pictures, change.row) };
    case "seed":
      return { ...state, seeds: place(state.seeds, change.row) };
    case "revision":
      return { ...state, revisions: place(state.revisions, change.row) };
    case "job":
      return { ...state, jobs: place(state.jobs, change.row) };
    case "dataset":
      if (!change.row.removed) return { ...state, datasets: place(state.datasets, change.row) };
      return { ...state, datasets: state.datasets.filter(({ id }) => id !== change.row.id) };
    case "training":
      return { ...state, trainings: place(state.trainings, change.row) };
    case "model":
      return { ...state, models: place(state.models, change.row) };
  }
}

function place<Row extends { id: string }>(rows: Row[], row: Row): Row[] {
  const index = rows.findIndex((known) => known.id === row.id);
  return index < 0 ? [...rows, row] : rows.with(index, row);
}
