/**
 * The paper's tables and figures, and those it does not have, of models here:
 *
 *     npm run paper -- [--quick] [--models fashion-32,flowers-64] [--data fashion-32=PATH] [--out docs/paper]
 *
 * `--data MODEL=PATH`, once for each model, says what `seedbed train` learnt from: what is held out of it is embedded.
 * Without, the sample pictures of the model's kind are. What is stored already of the same inputs is not computed again.
 */
import { parseArgs } from "node:util";
import { findModel } from "../cli/models";
import { openEngine } from "../gpu-worker/engines";
import { makePaper } from "./make";
import { quick, whole } from "./sizes";

const parameters = process.argv.slice(2);
const { values } = parseArgs({
  args: parameters,
  options: {
    quick: { type: "boolean", default: false },
    models: { type: "string", default: "fashion-32,flowers-64" },
    data: { type: "string", multiple: true, default: [] },
    out: { type: "string", default: "docs/paper" },
  },
});

const engine = await openEngine();
try {
  await makePaper(engine, {
    models: await Promise.all(values.models.split(",").map(findModel)),
    data: new Map(values.data.map(dataOf)),
    out: values.out,
    sizes: values.quick ? quick : whole,
    command: ["npm run paper --", ...parameters.map(withoutPlace)].join(" "),
    say: (text) => console.error(text),
  });
} finally {
  await engine.dispose();
}

function dataOf(text: string): readonly [string, string] {
  const [model, path, ...rest] = text.split("=");
  if (!model || !path || rest.length > 0) throw new Error(`--data is MODEL=PATH, not ${text}`);
  return [model, path];
}

/** A page that others read names no folder of one machine. */
function withoutPlace(parameter: string): string {
  return parameter.replace(/=.*\//, "=…/");
}
