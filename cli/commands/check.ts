import { basename, resolve } from "node:path";
import { type CheckReport, checkModel } from "../../gpu-worker/check/check";
import { presentEngines } from "../../gpu-worker/engines";
import { Problem } from "../../protocol/errors";
import { Complaint, detailOf, exitStatus } from "../complaint";
import { findModel } from "../models";
import { type Terminal, tellJson } from "../words";
import { startEngine } from "../workshop";

export interface CheckOptions {
  /** Where none is named, every engine and device that is here is checked. */
  readonly engine?: string;
  readonly device?: string;
  readonly json?: boolean;
}

/**
 * Holds the engines of this machine against a model folder's golden vectors. Answers the exit status: 1 where a vector
 * is beyond its tolerance or the model's weights are refused.
 */
export async function checkCommand(terminal: Terminal, folderOrName: string, options: CheckOptions): Promise<number> {
  const folder = await findModel(folderOrName);
  const reports: CheckReport[] = [];
  for (const environment of await enginesToCheck(options)) {
    // That a device gave way is said once, below.
    const engine = await startEngine({ ...terminal, complain: () => undefined }, environment);
    const { SEEDBED_DEVICE: asked = engine.device } = environment;
    if (engine.device !== asked) {
      await engine.dispose();
      throw new Complaint("engine_not_available", `The device ${asked} cannot be used here. seedbed doctor says why.`);
    }
    const checking = checkModel(folder, engine).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
      if (error.code === "bad_request")
        throw new Complaint("model_not_readable", `The model in ${folder} cannot be checked: ${detailOf(error)}.`);
      return error;
    });
    const report = await checking.finally(() => engine.dispose());
    if (report instanceof Problem) {
      if (options.json) tellJson(terminal, { model: basename(resolve(folder)), passed: false, error: report.report() });
      else terminal.complain(`${report.code}: ${report.message}\n`);
      return exitStatus.failed;
    }
    if (!options.json) print(terminal, report);
    reports.push(report);
  }
  const passed = reports.every(({ vectors }) => vectors.every((vector) => vector.passed));
  const [first, ...others] = reports;
  if (options.json) tellJson(terminal, { ...first, passed, others });
  return passed ? 0 : exitStatus.failed;
}

async function enginesToCheck({ engine, device }: CheckOptions): Promise<NodeJS.ProcessEnv[]> {
  const { SEEDBED_ENGINE, SEEDBED_DEVICE } = process.env;
  const asked = { SEEDBED_ENGINE: engine ?? SEEDBED_ENGINE, SEEDBED_DEVICE: device ?? SEEDBED_DEVICE };
  if (asked.SEEDBED_ENGINE || asked.SEEDBED_DEVICE) return [{ ...process.env, ...asked }];
  const present = await presentEngines();
  return present.map((one) => ({ ...process.env, SEEDBED_ENGINE: one.engine, SEEDBED_DEVICE: one.device }));
}

function print(terminal: Terminal, { model, engine, device, vectors, skipped }: CheckReport): void {
  terminal.print(`${model} on ${engine}, ${device}: largest relative error of each vector\n`);
  for (const { name, error, tolerance, passed } of vectors)
    terminal.print(`${passed ? "ok    " : "FAILED"}  ${name.padEnd(20)} ${error.toExponential(1)} of ${tolerance}\n`);
  for (const reason of new Set(skipped.map((vector) => vector.reason))) {
    const names = skipped.filter((vector) => vector.reason === reason).map(({ name }) => name);
    terminal.print(`skip    ${namesInWords(names)}: ${reason}\n`);
  }
}

/** Of a training step's vectors there is one for each weight. */
function namesInWords(names: readonly string[]): string {
  const shown = 3;
  const rest = names.length - shown;
  return rest > 0 ? `${names.slice(0, shown).join(", ")} and ${rest} more` : names.join(", ");
}
