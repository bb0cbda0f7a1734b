import { basename, resolve } from "node:path";
import { checkModel } from "../../gpu-worker/check/check";
import { Problem } from "../../protocol/errors";
import { exitStatus } from "../complaint";
import { findModel } from "../models";
import { tellJson } from "../words";
import { startEngine } from "../workshop";

/**
 * Holds the engine against a model folder's golden vectors. Answers the exit status: 1 where a vector is beyond its
 * tolerance or the model's weights are refused.
 */
export async function checkCommand(folderOrName: string, { json }: { readonly json?: boolean }): Promise<number> {
  const folder = await findModel(folderOrName);
  const engine = await startEngine();
  const report = await checkModel(folder, engine).catch((error: unknown) => {
    if (error instanceof Problem) return error;
    throw error;
  });
  if (report instanceof Problem) {
    if (json) tellJson({ model: basename(resolve(folder)), passed: false, error: report.report() });
    else process.stderr.write(`${report.code}: ${report.message}\n`);
    return exitStatus.failed;
  }
  const passed = report.vectors.every((vector) => vector.passed);
  if (json) tellJson({ ...report, passed });
  else {
    const { model, device, vectors, skipped } = report;
    process.stdout.write(`${model} on ${report.engine}, ${device}: largest relative error of each vector\n`);
    for (const { name, error, tolerance, passed } of vectors)
      process.stdout.write(
        `${passed ? "ok    " : "FAILED"}  ${name.padEnd(20)} ${error.toExponential(1)} of ${tolerance}\n`,
      );
    for (const { name, reason } of skipped) process.stdout.write(`skip    ${name.padEnd(20)} ${reason}\n`);
  }
  return passed ? 0 : exitStatus.failed;
}
