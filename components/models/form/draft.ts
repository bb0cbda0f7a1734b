import type { RequestInput } from "@/protocol/requests";
import type { DenoiserNetwork, Training } from "@/protocol/training";

export type LessonKind = "denoiser" | "embedder";
type StartTraining = RequestInput<"startTraining">;
type DenoiserLesson = Extract<StartTraining["lesson"], { kind: "denoiser" }>;
type EmbedderLesson = Extract<StartTraining["lesson"], { kind: "embedder" }>;

/** A training as it is being described; numbers are texts for as long as somebody types them. */
export interface Draft {
  readonly title: string;
  /** Where the pictures come from; each place keeps its own choice. */
  readonly source: "upload" | "server";
  readonly datasetId: string;
  readonly serverName: string;
  readonly kind: LessonKind;
  readonly size: string;
  readonly widths: string;
  readonly blockDepth: string;
  readonly schedule: DenoiserLesson["schedule"];
  /** Empty: from random weights. */
  readonly startId: string;
  readonly generatorId: string;
  readonly network: EmbedderLesson["network"];
  readonly pairSteps: string;
  /** Of each kind, because what suits one does not suit the other. */
  readonly settings: Readonly<Record<LessonKind, SettingsDraft>>;
}

export interface SettingsDraft {
  readonly length: "epochs" | "steps";
  readonly epochs: string;
  readonly steps: string;
  readonly batch: string;
  readonly learningRate: string;
  readonly flip: boolean;
}

const gentle = { length: "epochs", steps: "2000", learningRate: "0.001", flip: true } as const;

/** Small enough to see something within minutes on an ordinary machine. */
export const startingDraft: Draft = {
  title: "",
  source: "upload",
  datasetId: "",
  serverName: "",
  kind: "denoiser",
  size: "32",
  widths: "32, 64, 96",
  blockDepth: "2",
  schedule: "continuous-cosine",
  startId: "",
  generatorId: "",
  network: "conv3-16",
  pairSteps: "0",
  settings: {
    denoiser: { ...gentle, epochs: "50", batch: "16" },
    embedder: { ...gentle, epochs: "20", batch: "8" },
  },
};

/** The description of a training that was asked for before, to ask for one like it. */
export function draftLike({ title, data, lesson, settings }: Training): Draft {
  const { epochs, steps, batch, learningRate, flip } = settings;
  const described: SettingsDraft = {
    length: steps === null ? "epochs" : "steps",
    epochs: String(epochs),
    steps: String(steps ?? startingDraft.settings[lesson.kind].steps),
    batch: String(batch),
    learningRate: String(learningRate),
    flip,
  };
  return {
    ...startingDraft,
    title,
    source: data.from,
    ...(data.from === "upload" ? { datasetId: data.datasetId } : { serverName: data.name }),
    ...lessonLike(lesson),
    settings: { ...startingDraft.settings, [lesson.kind]: described },
  };
}

function lessonLike(lesson: Training["lesson"]): Partial<Draft> {
  if (lesson.kind === "embedder") {
    const { kind, generatorId, network, pairSteps } = lesson;
    return { kind, generatorId, network, pairSteps: String(pairSteps) };
  }
  return { kind: lesson.kind, startId: lesson.startId ?? "", ...networkLike(lesson) };
}

/** What a denoiser has to have alike with one that it begins with. */
export function networkLike(network: DenoiserNetwork & { readonly size: number }): Partial<Draft> {
  const { size, widths, blockDepth, schedule } = network;
  return { size: String(size), widths: widths.join(", "), blockDepth: String(blockDepth), schedule };
}
