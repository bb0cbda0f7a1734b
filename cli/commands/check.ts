import { basename, resolve } from "node:path";
import { checkModel } from "../../gpu-worker/check/check";
import { Problem } from "../../protocol/errors";
import { Complaint, detailOf, exitStatus } from "../complaint";
import { findModel } from "../models";
import { type Terminal, tellJson } from "../words";
import { startEngine } from "../workshop";

/**
 * Holds the engine against a model folder's golden vectors. Answers the exit status: 1 where a vector is beyond its
 * tolerance or the model's weights are refused.
 */
export async function checkCommand(
  terminal: Terminal,
  folderOrName: string,
  { json }: { readonly json?: boolean },
): Promise<number> {
  const folder = await findModel(folderOrName);
  const engine = await startEngine(terminal);
  const report = await checkModel(folder, engine).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    if (error.code === "bad_request")
      throw new Complaint("model_not_readable", `The model in ${folder} cannot be checked: ${detailOf(error)}.`);
    return error;
  });
  if (report instanceof Problem) {
    if (json) tellJson(terminal, { model: basename(resolve(folder)), passed: false, error: report.report() });
    else terminal.complain(`${report.code}: ${report.message}\n`);
    return exitStatus.failed;
  }
  const passed = report.vectors.every((vector) => vector.passed);
  if (json) tellJson(terminal, { ...report, passed });
  else {
    const { model, device, vectors, skipped } = report;
    terminal.print(`${model} on ${report.engine}, ${device}: largest relative error of each vector\n`);
    for (const { name, error, tolerance, passed } of vectors)
      terminal.print(`${passed ? "ok    " : "FAILED"}  ${name.padEnd(20)} ${error.toExponential(1)} of ${tolerance}\n`);
    for (const reason of new Set(skipped.map((vector) => vector.reason))) {
      const names = skipped.filter((vector) => vector.reason === reason).map(({ name }) => name);
      terminal.print(`skip    ${namesInWords(names)}: ${reason}\n`);
    }
  }
  return passed ? 0 : exitStatus.failed;
}

/** Of a training step's vectors there is one for each weight. */
function namesInWords(names: readonly string[]): string {
  const shown = 3;
  const rest = names.length - shown;
  return rest > 0 ? `${names.slice(0, shown).join(", ")} and ${rest} more` : names.join(", ");
}
