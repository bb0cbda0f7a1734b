import { describe, expect, it } from "vitest";
import { EmbedMethod } from "@/protocol/embedding";
import { Seed } from "@/protocol/entities";
import { startingMethods } from "../../state/methods";
import { buildModel, buildPicture, buildRevision, emptySnapshot, jobId, uuid } from "../../state/rows.fixture";
import { startingSettings } from "../../state/settings";
import { workOf } from "../../state/work";
import { askedBy, continued, evaluationsOf, methodInUse, methodNames, type Situation, wayBy } from "./way";
import { endedInWords, methodInShort } from "./words";

const pictureId = uuid(1);
const upload = buildRevision(1001, { pictureId });
const frame = { modelId: "tiny", crop: { left: 3, top: 4, size: 50 }, steps: 12 };
const found = buildRevision(1010, {
  kind: "embed",
  pictureId,
  parentId: upload.id,
  jobId: jobId(10),
  seedId: uuid(50),
  ...frame,
  evaluations: 48,
  milliseconds: 90,
});
const seed = Seed.parse({
  ...{ id: uuid(50), pictureId, modelId: "tiny", by: found.by, at: found.at, origin: "inversion", number: null },
  shape: [1, 8, 8],
  statistics: { mean: 0, variance: 1, largest: 3, histogram: Array(24).fill(1) },
});

function situation(part: Partial<Situation> = {}): Situation {
  return { settings: { ...startingSettings, modelId: "tiny" }, models: [buildModel("tiny")], work: null, ...part };
}

const embedder = buildModel("tiny-embedder", { kind: "embedder", generatorId: "tiny", meanSquaredError: 0.002 });

describe("the method in use", () => {
  it("is the embedder where the model has one that comes near, else inversion, until somebody chooses", () => {
    expect(methodInUse(situation())).toBe("inversion");
    expect(methodInUse(situation({ models: [buildModel("tiny"), embedder] }))).toBe("embedder");
    const farOff = { ...embedder, meanSquaredError: 0.01 };
    expect(methodInUse(situation({ models: [buildModel("tiny"), farOff] }))).toBe("inversion");
    const silent = { ...embedder, meanSquaredError: null };
    expect(methodInUse(situation({ models: [buildModel("tiny"), silent] }))).toBe("inversion");
    const away = { ...embedder, available: false };
    expect(methodInUse(situation({ models: [buildModel("tiny"), away] }))).toBe("inversion");
    const another = {
      ...buildModel("other-embedder", { kind: "embedder", generatorId: "other", meanSquaredError: 0.002 }),
    };
    expect(methodInUse(situation({ models: [buildModel("tiny"), another] }))).toBe("inversion");
  });

  it("is what was chosen, as long as it can be used", () => {
    const settings = (chosen: "refine" | "descent") => ({
      ...startingSettings,
      modelId: "tiny",
      methods: { ...startingMethods, chosen },
    });
    expect(methodInUse(situation({ settings: settings("descent") }))).toBe("descent");
    expect(methodInUse(situation({ settings: settings("refine") }))).toBe("inversion");
  });

  it("says why it cannot be used", () => {
    expect(wayBy("embedder", situation())).toEqual({ reason: "None for this model yet.", atModels: true });
    expect(wayBy("refine", situation())).toMatchObject({ atModels: false });
  });

  it("is asked for as the protocol has it", () => {
    const work = workOf(
      { ...emptySnapshot(), pictures: [buildPicture(1)], revisions: [upload, found], seeds: [seed] },
      pictureId,
      null,
    );
    for (const name of methodNames) {
      const way = wayBy(name, situation({ models: [buildModel("tiny"), embedder], work }));
      expect("method" in way && EmbedMethod.parse(way.method).name).toBe(name);
    }
  });
});

describe("a refinement", () => {
  it("begins with the seed that is shown, for the square, model and steps that it was found for", () => {
    const snapshot = { ...emptySnapshot(), pictures: [buildPicture(1)], revisions: [upload, found], seeds: [seed] };
    const way = wayBy("refine", situation({ work: workOf(snapshot, pictureId, null) }));
    expect(way).toEqual({ method: startingMethods.refine, startSeedId: seed.id, frame });
  });
});

describe("what the buttons and the keys ask for", () => {
  const snapshot = { ...emptySnapshot(), pictures: [buildPicture(1)], revisions: [upload, found], seeds: [seed] };
  const work = workOf(snapshot, pictureId, null);

  it("waits until the model that it needs is here", () => {
    expect(askedBy("refine", situation({ work }))?.isReady).toBe(true);
    const models = [{ ...buildModel("tiny"), available: false }, buildModel("other")];
    expect(askedBy("refine", situation({ work, models }))?.isReady).toBe(false);
    expect(askedBy("inversion", situation({ work, models }))?.isReady).toBe(true);
    expect(askedBy("inversion", situation({ work, models: [] }))?.isReady).toBe(false);
  });

  it("is nothing without an uploaded picture, or without what the method begins with", () => {
    expect(askedBy("inversion", situation())).toBeNull();
    const drawn = workOf({ ...snapshot, pictures: [buildPicture(1, { origin: "seed" })] }, pictureId, null);
    expect(askedBy("inversion", situation({ work: drawn }))).toBeNull();
    expect(askedBy("embedder", situation({ work }))).toBeNull();
  });
});

describe("going on for longer", () => {
  it("is the same descent once more, from what it found, and not until what it has reached", () => {
    const recipe = { learningRate: 0.05, rate: "falling", loss: "squared", penalty: 0, iterations: 70 } as const;
    expect(continued({ ...startingMethods.descent, ...recipe, wished: 0.01, seeds: 4 })).toEqual({
      name: "refine",
      ...recipe,
      wished: null,
    });
  });

  it("is Best once more, with twice the budget for a tenth of the error, within what may be asked for", () => {
    const best = { name: "best", embedderId: null, wished: 0.001, evaluations: 500 } as const;
    expect(continued(best)).toEqual({ ...best, wished: 0.0001, evaluations: 1000 });
    const most = continued({ ...best, wished: 1e-9, evaluations: 200_000 });
    expect(EmbedMethod.parse(most)).toEqual({ ...best, wished: 1e-9, evaluations: 200_000 });
  });

  it("is nothing for a way that is over after one pass", () => {
    expect(continued({ name: "inversion", corrections: 3 })).toBeNull();
  });
});

describe("a method's cost", () => {
  it("counts forwards and backwards one each", () => {
    const { descent, refine } = startingMethods;
    expect(evaluationsOf({ name: "embedder", embedderId: embedder.id }, 10)).toBe(1);
    expect(evaluationsOf({ name: "inversion", corrections: 10 }, 10)).toBe(110);
    expect(evaluationsOf({ ...descent, iterations: 1500, seeds: 1 }, 10)).toBe(30_000);
    expect(evaluationsOf({ ...refine, iterations: 100 }, 10)).toBe(2000);
  });
});

describe("what came of a method, in words", () => {
  it("names its most telling setting", () => {
    expect(methodInShort({ name: "inversion", corrections: 3 })).toBe("K 3");
    expect(methodInShort(startingMethods.descent)).toBe("descent, 1,500 iterations");
    expect(methodInShort({ ...startingMethods.refine, iterations: 1 })).toBe("refined, 1 iteration");
  });

  it("says why it ended before all that it was asked for", () => {
    expect(endedInWords("finished", startingMethods.descent)).toBeNull();
    expect(endedInWords("stopped", startingMethods.descent)).toContain("Stopped by hand");
    expect(endedInWords("wished-error", { ...startingMethods.refine, wished: 0.0005 })).toContain("0.0005");
    expect(endedInWords("diverged", startingMethods.descent)).toContain("lower learning rate");
    const best = endedInWords("diverged", { name: "best", embedderId: null, wished: 0.001, evaluations: 500 });
    expect(best).toContain("diverged");
    expect(best).not.toContain("learning rate");
  });
});
