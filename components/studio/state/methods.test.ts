import { describe, expect, it } from "vitest";
import { EmbedMethod } from "@/protocol/embedding";
import { bounds, type MethodSettings, readMethods, startingMethods } from "./methods";

function asMethods({ descent, refine, best, image }: MethodSettings): unknown[] {
  return [descent, refine, image, { ...best, name: "best", embedderId: null }];
}

describe("how seeds are to be found", () => {
  it("is asked for within the protocol's bounds, at either end", () => {
    const at = (end: 0 | 1) => {
      const all = Object.fromEntries(Object.entries(bounds).map(([name, range]) => [name, range[end]]));
      return readMethods({ descent: all, refine: all, best: all, image: all });
    };
    for (const settings of [startingMethods, at(0), at(1)]) {
      for (const method of asMethods(settings)) expect(EmbedMethod.safeParse(method).error).toBeUndefined();
    }
  });

  it("comes back from where it was stored as it was", () => {
    const settings: MethodSettings = {
      ...startingMethods,
      chosen: "descent",
      descent: {
        ...startingMethods.descent,
        iterations: 40,
        wished: 0.002,
        rate: "falling",
        loss: "squared",
        seeds: 3,
      },
    };
    expect(readMethods(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
  });

  it("is what it was at first where nothing sound was stored", () => {
    for (const stored of [undefined, null, "descent", { chosen: "magic", descent: 3, best: { wished: "low" } }])
      expect(readMethods(stored)).toEqual(startingMethods);
  });

  it("is kept within bounds, in whole numbers where it counts something", () => {
    const { descent } = readMethods({ descent: { iterations: 1e9, seeds: 2.4, learningRate: -1 } });
    expect([descent.iterations, descent.seeds, descent.learningRate]).toEqual([20_000, 2, 1e-6]);
  });
});
