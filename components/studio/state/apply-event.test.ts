import { describe, expect, it } from "vitest";
import { applyEvent, applyEvents } from "./apply-event";
import { buildEvent, buildPicture, emptySnapshot } from "./rows.fixture";

const added = (sequence: number, number: number) =>
  buildEvent(sequence, "picture-added", [{ noun: "picture", row: buildPicture(number) }]);

describe("applyEvent", () => {
  it("appends new rows in the order of arrival and moves the sequence on", () => {
    const after = applyEvents(emptySnapshot(), [added(1, 7), added(2, 3)]);
    expect(after.sequence).toBe(2);
    expect(after.pictures.map((picture) => picture.name)).toEqual(["picture 7", "picture 3"]);
  });

  it("replaces a known row where it stands", () => {
    const before = applyEvents(emptySnapshot(), [added(1, 7), added(2, 3)]);
    const removed = buildPicture(7, { removed: true });
    const after = applyEvent(before, buildEvent(3, "picture-removed", [{ noun: "picture", row: removed }]));
    expect(after.pictures.map((picture) => picture.removed)).toEqual([true, false]);
  });

  it("changes nothing for an event it already contains", () => {
    const before = applyEvent(emptySnapshot(), added(1, 7));
    expect(applyEvent(before, added(1, 9))).toBe(before);
  });

  it("leaves the state it was given untouched", () => {
    const before = emptySnapshot();
    applyEvent(before, added(1, 7));
    expect(before).toEqual(emptySnapshot());
  });
});
