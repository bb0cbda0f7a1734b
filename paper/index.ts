/**
 * The paper's tables and figures, and those it does not have, of models here:
 *
 *     npm run paper -- [--quick] [--models fashion-32,flowers-64] [--data fashion-32=PATH] [--out docs/paper]
 *         [--pictures flowers-64=N] [--iterations flowers-64=N]
 *
 * `--pictures MODEL=N` and `--iterations MODEL=N` keep a model's samples and descents below a size, where it is large
 * or the machine slow.
 * `--data MODEL=PATH`, once for each model, says what `seedbed train` learnt from: what is held out of it is embedded.
 * Without, the sample pictures of the model's kind are. What is stored already of the same inputs is not computed again.
 */
import { parseArgs } from "node:util";
import { findModel } from "../cli/models";
import { openEngine } from "../gpu-worker/engines";
import { makePaper } from "./make";
import { limited, quick, whole } from "./sizes";

const parameters = process.argv.slice(2);
const { values } = parseArgs({
  args: parameters,
  options: {
    quick: { type: "boolean", default: false },
    models: { type: "string", default: "fashion-32,flowers-64" },
    data: { type: "string", multiple: true, default: [] },
    out: { type: "string", default: "docs/paper" },
    pictures: { type: "string", multiple: true, default: [] },
    iterations: { type: "string", multiple: true, default: [] },
  },
});

const [data, pictures, iterations] = [values.data, values.pictures, values.iterations].map(
  (given) => new Map(given.map(ofModel)),
);
const engine = await openEngine();
try {
  await makePaper(engine, {
    models: await Promise.all(values.models.split(",").map(findModel)),
    data: data ?? new Map(),
    out: values.out,
    sizesOf: (model) => limited(values.quick ? quick : whole, limit(pictures, model), limit(iterations, model)),
    command: ["npm run paper --", ...parameters.map(withoutPlace)].join(" "),
    say: (text) => console.error(text),
  });
} finally {
  await engine.dispose();
}

function ofModel(text: string): readonly [model: string, value: string] {
  const [model, value, ...rest] = text.split("=");
  if (!model || !value || rest.length > 0) throw new Error(`Write MODEL=VALUE, not ${text}`);
  return [model, value];
}

function limit(limits: ReadonlyMap<string, string> | undefined, model: string): number {
  const given = limits?.get(model);
  if (given === undefined) return Number.POSITIVE_INFINITY;
  if (!/^[1-9]\d{0,6}$/.test(given)) throw new Error(`Write a whole number from 1 for ${model}, not ${given}`);
  return Number(given);
}

/** A page that others read names no folder of one machine. */
function withoutPlace(parameter: string): string {
  return parameter.replace(/^(.*=)?\/.*\//, "$1…/");
}
