import { describe, expect, it } from "vitest";
import { PersonColor } from "@/protocol/entities";
import { initials, personColors, personFills } from "./people";

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe("people", () => {
  it("have a colour that carries white letters (AA), for every colour there is", () => {
    expect(personColors).toEqual(PersonColor.options);
    for (const fill of Object.values(personFills)) expect(1.05 / (luminance(fill) + 0.05)).toBeGreaterThanOrEqual(4.5);
  });

  it("are shown by the first letters of their first and last word", () => {
    expect(["Mina", "mina van dyk", " 李 明 ", "🌱 Sprout"].map(initials)).toEqual(["M", "MD", "李明", "🌱S"]);
  });
});
