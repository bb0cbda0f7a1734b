import { expect, it } from "vitest";
import { readNumber } from "./read-number";

it("reads numbers as people type them", () => {
  expect(["0.0001", "1e-4", " 12 ", "-3"].map(readNumber)).toEqual([0.0001, 0.0001, 12, -3]);
});

it("takes commas between thousands as such, and a comma elsewhere for the decimal point", () => {
  expect(["1,500", "12,345,678", "1,500.25"].map(readNumber)).toEqual([1500, 12_345_678, 1500.25]);
  expect(["0,005", "1,5", "12,34", "5,0e-3"].map(readNumber)).toEqual([0.005, 1.5, 12.34, 0.005]);
});

it("takes nothing else for a number", () => {
  for (const text of ["", "  ", "fast", "1,2,3", "1.5,000", "1,50,000"]) expect(readNumber(text)).toBeNaN();
});
