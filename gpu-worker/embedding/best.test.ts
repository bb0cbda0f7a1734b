import { afterAll, describe, expect, it } from "vitest";
import type { EmbedMethod } from "../../protocol/embedding";
import { publishedDescent } from "../../protocol/methods";
import type { Engine, NamedInputs, Program } from "../graph/engine";
import type { Graph } from "../graph/graph";
import { drawSeed } from "../latent/random";
import { seedStatistics } from "../latent/statistics";
import type { Tensor } from "../tensor";
import { descendFrom } from "./descend-from";
import { embedBy } from "./embed-by";
import type { Embedder } from "./embedder";
import { Ledger } from "./ledger";
import { reconstruct } from "./reconstruct";
import { meanSquaredErrors } from "./squared-error";
import { denoiser, embedderId, engine, errorsOf, images, model, picture, steps, tools } from "./testing/tiny";

afterAll(() => engine.dispose());

const best = { name: "best", wished: 1e-3, evaluations: 400, embedderId: null } as const satisfies EmbedMethod;

describe("the best way", () => {
  it("reaches the wished error by inversion, within its budget, with seeds spread as random ones", async () => {
    const found = await embedBy(best, images, tools);
    expect(found.endedBy).toBe("wished-error");
    expect(Math.max(...found.errors)).toBeLessThanOrEqual(best.wished);
    expect(found.evaluations).toBeLessThanOrEqual(best.evaluations);
    expect(new Set(found.stages.map(({ name }) => name))).toEqual(new Set(["inversion"]));
    const { variance } = seedStatistics(found.seeds);
    expect(variance).toBeGreaterThan(0.5);
  });

  it("stops at an embedder's seed that is good enough", async () => {
    const seeds = drawSeed(3, images.shape);
    const openEmbedder = async (): Promise<Embedder> => ({ model, embed: async () => seeds, dispose: async () => {} });
    const found = await embedBy({ ...best, embedderId }, images, { ...tools, openEmbedder });
    expect(found.stages).toMatchObject([{ name: "embedder", evaluations: 1 + steps }]);
    expect(found.seeds).toEqual(seeds);
  });

  it.each([1, 2, 30])("serves generators of %i steps too", async (some) => {
    const made = await reconstruct(denoiser, drawSeed(5, picture.shape), some);
    const found = await embedBy({ ...best, wished: 1e-6, evaluations: 300 }, made, { ...tools, steps: some });
    const again = await reconstruct(denoiser, found.seeds, some);
    expect(meanSquaredErrors(again, made, model.config)[0]).toBeCloseTo(found.meanSquaredError, 8);
    expect(found.evaluations).toBeLessThanOrEqual(300);
    expect(found.meanSquaredError).toBeLessThan(1e-3);
  });

  it("spends no more than it may on an error that cannot be had, and says so", async () => {
    const found = await embedBy({ ...best, wished: 1e-14, evaluations: 500 }, picture, tools);
    expect(found.endedBy).toBe("budget");
    expect(found.evaluations).toBeLessThanOrEqual(500);
    expect(found.stages.at(-1)?.name).toBe("descent");
    const scant = await embedBy({ ...best, wished: 1e-14, evaluations: 12 }, picture, tools);
    expect(scant).toMatchObject({ endedBy: "budget", stages: [{ name: "inversion" }] });
    expect(scant.evaluations).toBeLessThanOrEqual(12);
  });

  /** The engine, on which a descent's evaluations come to no number where `isLost` says so, counting from 1. */
  function losing(isLost: (evaluation: number) => boolean): Engine {
    let count = 0;
    const nothing = ({ shape, data }: Tensor): Tensor => ({ shape, data: data.map(() => Number.NaN) });
    return Object.assign(Object.create(engine), {
      async compile(graph: Graph): Promise<Program> {
        const program = await engine.compile(graph);
        if (!graph.outputs.has("losses")) return program;
        return Object.assign(Object.create(program), {
          async run(inputs: NamedInputs) {
            const outputs = await program.run(inputs);
            if (!isLost(++count)) return outputs;
            return Object.fromEntries(Object.entries(outputs).map(([name, output]) => [name, nothing(output)]));
          },
        });
      },
    });
  }
  const hard = { ...best, wished: 1e-14, evaluations: 400 } as const;

  it("takes a trial of its search back that comes to no number, and goes on", async () => {
    const settings = { ...publishedDescent, loss: "squared", penalty: 0, iterations: 12 } as const;
    const given = { ...tools, engine: losing((evaluation) => evaluation === 3) };
    const start = drawSeed(2, picture.shape);
    const found = await descendFrom(start, settings, picture, given, new Ledger(), {}, "quasi-newton");
    expect(found.endedBy).toBe("finished");
    expect(found.evaluations).toBe(12 * 2 * steps + steps);
    const [first, second, third] = found.trajectory.map(({ meanSquaredError }) => meanSquaredError);
    expect(second).toBeLessThan(first ?? 0);
    expect(third).toBeLessThan(second ?? 0);
    expect((await errorsOf(found.seeds, picture))[0]).toBeCloseTo(found.meanSquaredError, 8);
  });

  it("keeps what it had found where no descent comes to a number", async () => {
    const found = await embedBy(hard, picture, { ...tools, engine: losing(() => true) });
    expect(found.endedBy).toBe("diverged");
    expect((await errorsOf(found.seeds, picture))[0]).toBeCloseTo(found.meanSquaredError, 10);
    expect(found.meanSquaredError).toBeLessThan(1e-4);
  });
});
