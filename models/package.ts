/**
 * Packages a trained model for people: `npx tsx models/package.ts SOURCE TARGET [--precision float16] [--keep-vectors]`
 *
 * Reads model.json and weights.safetensors of SOURCE, describes it by --title, --summary and --licence of its data where
 * they are given, and writes TARGET, with the curve and samples of its training. Holds it against SOURCE's golden
 * vectors where there are any: half precision is refused where they do not hold.
 */
import { access, copyFile, readFile, rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { checkModel } from "../gpu-worker/check/check";
import { openEngine } from "../gpu-worker/engines";
import { loadModel, ModelConfig } from "../gpu-worker/models/model";
import { writeModel } from "../gpu-worker/models/write";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    precision: { type: "string", default: "float32" },
    title: { type: "string" },
    summary: { type: "string" },
    licence: { type: "string" },
    "keep-vectors": { type: "boolean", default: false },
  },
});
const [source, target] = z.tuple([z.string(), z.string()]).parse(positionals);
const precision = z.enum(["float16", "float32"]).parse(values.precision);

const { config, weights } = await loadModel(source);
const { title, summary, licence } = values;
const { format, kind, ...rest } = config;
const name = basename(resolve(target));
const data = rest.data && { ...rest.data, licence: licence ?? rest.data.licence };
const described = { format, name, kind, title: title ?? config.title, summary: summary ?? config.summary };
await writeModel(target, ModelConfig.parse({ ...rest, ...described, data }), weights, precision);

for (const file of ["curve.json", "samples.webp"])
  if (await isThere(join(source, file))) await copyFile(join(source, file), join(target, file));
if (await isThere(join(source, "golden.safetensors"))) process.exitCode = (await holds()) ? 0 : 1;
const { byteLength } = await readFile(join(target, "weights.safetensors"));
console.log(`${target}: ${(byteLength / 1e6).toFixed(1)} MB of weights, ${precision}`);

async function holds(): Promise<boolean> {
  const vectors = join(target, "golden.safetensors");
  await copyFile(join(source, "golden.safetensors"), vectors);
  const engine = await openEngine();
  const report = await checkModel(target, engine);
  await engine.dispose();
  if (!values["keep-vectors"]) await rm(vectors);
  for (const { name, error, tolerance, passed } of report.vectors)
    console.log(`${passed ? "ok    " : "FAILED"} ${name} ${error.toExponential(1)} of ${tolerance}`);
  return report.vectors.every(({ passed }) => passed);
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
