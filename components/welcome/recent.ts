export interface RecentSession {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970 of the last visit. */
  readonly visited: number;
}

const storageKey = "seedbed.sessions";
const kept = 12;

export function recentSessions(): RecentSession[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isRecent) : [];
  } catch {
    return [];
  }
}

let lastRemembered = "";

/** Keeps the way back to a session in this browser only; a session's address is an invitation. */
export function rememberSession(session: { id: string; name: string }): void {
  const mark = `${session.id} ${session.name}`;
  if (mark === lastRemembered) return;
  lastRemembered = mark;
  const others = recentSessions().filter((recent) => recent.id !== session.id);
  write([{ id: session.id, name: session.name, visited: Date.now() }, ...others].slice(0, kept));
}

export function forgetSession(id: string): RecentSession[] {
  const left = recentSessions().filter((recent) => recent.id !== id);
  write(left);
  return left;
}

function write(sessions: readonly RecentSession[]): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(sessions));
  } catch {
    // Without storage there is no list; the address still leads back.
  }
}

function isRecent(value: unknown): value is RecentSession {
  return (
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    "name" in value &&
    "visited" in value &&
    typeof value.id === "string" &&
    typeof value.name === "string" &&
    typeof value.visited === "number"
  );
}
