import { showBytes } from "../../gpu-worker/engines/memory";
import { type Inventoried, inspectModel, pruneModel } from "../../gpu-worker/models/inventory";
import { findModels } from "../../gpu-worker/models/model";
import { sizeOf } from "../../gpu-worker/tensor";
import { exitStatus } from "../complaint";
import { type Terminal, tellJson } from "../words";

export interface ModelsOptions {
  /** Removes checkpoints and unfinished files. */
  readonly prune?: boolean;
  readonly json?: boolean;
}

/** Lists the installed models, each read whole and verified. Answers the exit status: 1 where one cannot be used. */
export async function modelsCommand(terminal: Terminal, { prune, json }: ModelsOptions): Promise<number> {
  const facts = [];
  for (const folder of await findModels()) {
    const one = await inspectModel(folder);
    const removed = prune ? await pruneModel(one) : [];
    facts.push({ ...factsOf(one), removed });
    if (!json) terminal.print(`${lineOf(one, removed.length)}\n`);
  }
  if (json) tellJson(terminal, { models: facts });
  else if (facts.length === 0) terminal.print("There are no models. SEEDBED_MODELS names their folder.\n");
  return facts.some(({ trouble }) => trouble !== undefined) ? exitStatus.failed : 0;
}

function factsOf({ folder, name, model, trouble, leftovers }: Inventoried) {
  const { kind, channels, size, data, training } = model?.config ?? {};
  return {
    name,
    folder,
    kind,
    channels,
    size,
    parameters: model && parametersOf(model),
    data,
    training,
    trouble,
    leftovers,
  };
}

function lineOf({ name, model, trouble, leftovers }: Inventoried, removed: number): string {
  const bytes = leftovers.reduce((total, left) => total + left.bytes, 0);
  const left =
    leftovers.length > 0
      ? ` · ${showBytes(bytes)} left by a training${removed > 0 ? `, ${removed} of ${leftovers.length} files removed` : ""}`
      : "";
  if (trouble !== undefined || !model) return `DAMAGED  ${name}: ${trouble}${left}`;
  const { kind, channels, size } = model.config;
  const shape = `${kind} · ${channels} x ${size} x ${size} · ${parametersOf(model).toLocaleString("en")} parameters`;
  return `ok       ${name}: ${shape}${left}`;
}

function parametersOf({ weights }: NonNullable<Inventoried["model"]>): number {
  return [...weights.values()].reduce((total, { shape }) => total + sizeOf(shape), 0);
}
