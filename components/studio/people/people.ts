import type { Person, PersonColor } from "@/protocol/entities";
import type { Snapshot } from "@/protocol/events";

/** Fills that carry white letters (AA) and stand apart on light and on dark. */
export const personFills: Record<PersonColor, string> = {
  leaf: "#2f7d38",
  sky: "#1c6cab",
  violet: "#6b4fc0",
  rose: "#b3366a",
  amber: "#8f5a00",
  teal: "#0f706b",
  coral: "#b5452a",
  slate: "#56616d",
};

export const personColors = Object.keys(personFills).filter((color): color is PersonColor => color in personFills);

/** Somebody unknown is shown as somebody, never as nobody. */
export function personOf(snapshot: Snapshot, id: string): Pick<Person, "name" | "color"> {
  return snapshot.people.find((person) => person.id === id) ?? { name: "Someone", color: "slate" };
}

/** The first letters of the first and the last word. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "").join("");
}

/** "just now", "5 min ago", else the day and time. */
export function ago(at: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(at)) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ago`;
  return new Date(at).toLocaleDateString(undefined, { day: "numeric", month: "short" });
}
