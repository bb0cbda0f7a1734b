import { exitStatus } from "../complaint";
import { examineBrowser } from "../doctor/browser";
import { examineEngine, examineModels } from "../doctor/compute";
import type { Examination, Finding } from "../doctor/finding";
import { examineDataFolder, examineMachine, examineNode } from "../doctor/machine";
import { examinePictures, examinePostgres } from "../doctor/packages";
import { type Terminal, tellJson } from "../words";

const examinations: readonly Examination[] = [
  examineNode,
  examineMachine,
  examineEngine,
  examineModels,
  examinePictures,
  examinePostgres,
  examineDataFolder,
  examineBrowser,
];

/** Looks at everything Seedbed needs from this machine. Answers the exit status: 1 where something needed is missing. */
export async function doctorCommand(terminal: Terminal, { json }: { readonly json?: boolean }): Promise<number> {
  const findings: Finding[] = [];
  for (const examine of examinations) findings.push(...[await examine()].flat());
  const healthy = findings.every(({ state }) => state !== "missing");
  if (json) tellJson(terminal, { healthy, findings });
  else for (const finding of findings) terminal.print(`${lineOf(finding)}\n`);
  return healthy ? 0 : exitStatus.failed;
}

function lineOf({ name, state, detail, advice }: Finding): string {
  const line = `${state.padEnd(8)} ${name}: ${detail}`;
  return advice ? `${line}. ${advice}` : line;
}
