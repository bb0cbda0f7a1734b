import type { RequestInput } from "@/protocol/requests";
import { readNumber } from "../../ui/read-number";
import type { Draft } from "./draft";

export type Field =
  | "title"
  | "data"
  | "size"
  | "widths"
  | "blockDepth"
  | "generator"
  | "pairSteps"
  | "length"
  | "batch"
  | "learningRate";
export type Faults = Readonly<Partial<Record<Field, string>>>;

export type Checked =
  | { readonly training: RequestInput<"startTraining">; readonly faults: null }
  | { readonly training: null; readonly faults: Faults };

/** The request that a draft describes, or what is missing in it, field by field, in sentences. */
export function checkDraft(draft: Draft): Checked {
  const faults: Partial<Record<Field, string>> = {};
  const need = (field: Field, isFine: boolean, sentence: string) => {
    if (!isFine) faults[field] ??= sentence;
  };
  const number = (field: Field, text: string, range: Range) => {
    const value = readNumber(text);
    need(field, inRange(value, range), sentenceOf(range));
    return value;
  };

  const title = draft.title.trim();
  need("title", title !== "", "Give the model a name.");
  need("title", title.length <= 60, "At most 60 characters.");
  const data = dataOf(draft);
  need("data", data !== null, "Choose the pictures to learn from.");

  const described = draft.settings[draft.kind];
  const bySteps = described.length === "steps";
  const epochs = bySteps ? 1 : number("length", described.epochs, { above: 0, highest: 100_000 });
  const steps = bySteps ? number("length", described.steps, { lowest: 1, highest: 10_000_000, whole: true }) : null;
  const batch = number("batch", described.batch, { lowest: 1, highest: 1024, whole: true });
  const learningRate = number("learningRate", described.learningRate, { above: 0, highest: 1 });
  const lesson = draft.kind === "denoiser" ? denoiserOf(draft, need, number) : embedderOf(draft, need, number);

  if (!data || Object.keys(faults).length > 0) return { training: null, faults };
  const settings = { epochs, steps, batch, learningRate, flip: described.flip };
  return { training: { title, data, lesson, settings }, faults: null };
}

type Lesson = RequestInput<"startTraining">["lesson"];
type Need = (field: Field, isFine: boolean, sentence: string) => void;
type ReadNumber = (field: Field, text: string, range: Range) => number;

function denoiserOf({ widths: text, schedule, startId, ...draft }: Draft, need: Need, number: ReadNumber): Lesson {
  const size = number("size", draft.size, { lowest: 8, highest: 256, whole: true });
  const widths = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(readNumber);
  const width: Range = { lowest: 1, highest: 1024, whole: true };
  need("widths", widths.length > 0 && widths.length <= 6, "One to six numbers, separated by commas.");
  need(
    "widths",
    widths.every((each) => inRange(each, width)),
    `Each: ${sentenceOf(width)}`,
  );
  const halvings = widths.length - 1;
  need(
    "widths",
    size % 2 ** halvings === 0,
    `${size} pixels cannot be halved ${halvings} times. Use fewer widths, or another size.`,
  );
  const blockDepth = number("blockDepth", draft.blockDepth, { lowest: 1, highest: 8, whole: true });
  return { kind: "denoiser", size, widths, blockDepth, schedule, startId: startId || null };
}

function embedderOf({ generatorId, network, ...draft }: Draft, need: Need, number: ReadNumber): Lesson {
  need("generator", generatorId !== "", "Choose the model whose seeds it shall find.");
  const pairSteps = number("pairSteps", draft.pairSteps, { lowest: 0, highest: 1_000_000, whole: true });
  return { kind: "embedder", generatorId, network, pairSteps };
}

function dataOf({ source, datasetId, serverName }: Draft): RequestInput<"startTraining">["data"] | null {
  if (source === "upload") return datasetId ? { from: "upload", datasetId } : null;
  return serverName ? { from: "server", name: serverName } : null;
}

type Range = ({ readonly lowest: number } | { readonly above: number }) & {
  readonly highest: number;
  readonly whole?: boolean;
};

function inRange(value: number, range: Range): boolean {
  const isEnough = "above" in range ? value > range.above : value >= range.lowest;
  return isEnough && value <= range.highest && (!range.whole || Number.isInteger(value));
}

function sentenceOf(range: Range): string {
  const highest = range.highest.toLocaleString("en");
  if ("above" in range) return `A number above ${range.above}, at most ${highest}.`;
  return `A whole number from ${range.lowest} to ${highest}.`;
}
