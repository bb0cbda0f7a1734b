import { describe, expect, it } from "vitest";
import { usesKey } from "./typed";

const field = (part: { tagName?: string; type?: string; inputMode?: string }) => ({
  ...{ tagName: "INPUT", type: "text", inputMode: "" },
  ...part,
});

describe("a key while a field has the focus", () => {
  it("belongs to a field for text, whatever it is", () => {
    for (const key of ["e", "R", " ", "ArrowLeft", "Escape"]) {
      expect(usesKey(field({}), key)).toBe(true);
      expect(usesKey(field({ tagName: "TEXTAREA" }), key)).toBe(true);
    }
  });

  it("is a shortcut where the field takes no letters", () => {
    const fields = [{ inputMode: "numeric" }, { tagName: "SELECT" }, { type: "checkbox" }].map(field);
    expect(fields.map((each) => ["e", "R", "c"].some((key) => usesKey(each, key)))).toEqual([false, false, false]);
    expect(fields.every((each) => usesKey(each, "ArrowLeft") && usesKey(each, " "))).toBe(true);
  });

  it("belongs to a number as far as it can be part of one", () => {
    for (const each of [field({ inputMode: "decimal" }), field({ type: "number" })])
      expect(["e", "E", "r", "5"].map((key) => usesKey(each, key))).toEqual([true, true, false, true]);
  });
});
