import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { makeGraph } from "../graph/graph";
import { toOnnx } from "../graph/onnx/onnx";
import { add } from "../graph/operations/arithmetic";
import { input } from "../graph/operations/leaf";
import type { Device } from "./devices";

/** Milliseconds that a driver may take to answer. */
const patience = 30_000;

/** Doubles a number on the device, and says `fine`, or why not. Plain JavaScript, because it runs by itself. */
const program = `
const [place, device, model] = process.argv.slice(1);
const { InferenceSession, Tensor } = require(place);
(async () => {
  const options = { executionProviders: [{ name: device }], logSeverityLevel: 4 };
  const session = await InferenceSession.create(Buffer.from(model, "base64"), options);
  const { sum } = await session.run({ number: new Tensor("float32", Float32Array.of(21), [1]) });
  if (sum.data[0] !== 42) throw new Error("it computed " + sum.data[0] + " for 21 + 21");
  console.log("fine");
})().catch((error) => console.log(error.message)).then(() => process.exit(0));
`;

/**
 * Tries a device with a graph of one node; answers why it cannot be used, or undefined if it can. In a process of its
 * own, because a driver may end the process it fails in.
 */
export async function tryDevice(device: Device): Promise<string | undefined> {
  const place = createRequire(import.meta.url).resolve("onnxruntime-node");
  const number = input("number", [1]);
  const model = Buffer.from(toOnnx(makeGraph("trial", { sum: add(number, number) }))).toString("base64");
  return await new Promise((resolve) => {
    const parameters = ["--eval", program, place, device, model];
    execFile(process.execPath, parameters, { timeout: patience }, (error, stdout) => {
      const answer = stdout.trim();
      if (answer.split("\n").at(-1) === "fine") resolve(undefined);
      else if (answer) resolve(reasonIn(answer));
      else resolve(error?.killed ? "it did not answer" : `it ended the process that tried it (${endOf(error)})`);
    });
  });
}

/** Its last line without the place in onnxruntime's source that it begins with. */
function reasonIn(answer: string): string {
  const line = answer.split("\n").at(-1) ?? answer;
  return line.replace(/^.* was false\. /, "").trim();
}

function endOf(error: { readonly signal?: string | null; readonly code?: unknown } | null): string {
  return String(error?.signal ?? error?.code ?? "without a word");
}
