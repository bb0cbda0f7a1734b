import type { Model, WorkerStatus } from "@/protocol/entities";
import type { DenoiserNetwork, Training } from "@/protocol/training";

type Lesson = Training["lesson"];
type Network = Extract<Lesson, { kind: "embedder" }>["network"];
type Schedule = Extract<Lesson, { kind: "denoiser" }>["schedule"];

/** The networks of embedders, the smaller ones first. */
export const networks: readonly { readonly value: Network; readonly name: string }[] = [
  { value: "conv1", name: "one convolution" },
  { value: "conv3-16", name: "three convolutions, 16 channels" },
  { value: "conv3-64", name: "three convolutions, 64 channels" },
  { value: "conv5-128", name: "six convolutions, 128 channels" },
  { value: "unet", name: "U-Net, as the generator's" },
];

export const schedules: readonly { readonly value: Schedule; readonly name: string }[] = [
  { value: "continuous-cosine", name: "continuous cosine" },
  { value: "cosine", name: "cosine" },
  { value: "linear", name: "linear" },
  { value: "quadratic", name: "quadratic" },
];

/** "3 × 64 × 64": channels, height, width. */
export function shapeInWords({ channels, size }: Pick<Model, "channels" | "size">): string {
  return `${channels} × ${size} × ${size}`;
}

export function lessonInWords(lesson: Lesson, models: readonly Model[]): string {
  if (lesson.kind === "embedder") return `Embedder of ${titleOf(lesson.generatorId, models)}`;
  return `Denoiser of ${lesson.size} × ${lesson.size} pixels${beginningInWords(lesson, models)}`;
}

/** ", begun with Flowers"; nothing where it began with nothing learnt. */
export function beginningInWords(lesson: Lesson, models: readonly Model[]): string {
  if (lesson.kind === "embedder" || !lesson.startId) return "";
  return `, begun with ${titleOf(lesson.startId, models)}`;
}

export function titleOf(modelId: string, models: readonly Model[]): string {
  return models.find(({ id }) => id === modelId)?.title ?? modelId;
}

export function networkOfLesson(lesson: Lesson): string {
  if (lesson.kind === "denoiser") return networkInWords(lesson);
  return networks.find(({ value }) => value === lesson.network)?.name ?? lesson.network;
}

/** "widths 32, 64 · depth 2 · linear": a denoiser's. */
export function networkInWords({ widths, blockDepth, schedule }: DenoiserNetwork): string {
  return `widths ${widths.join(", ")} · depth ${blockDepth} · ${schedule.replace("-", " ")}`;
}

/** What a training does, or what it waits for. */
export function stateInWords(training: Training, workers: readonly WorkerStatus[]): string {
  switch (training.state) {
    case "queued":
      return workers.some((worker) => worker.trains)
        ? "Waiting for its turn"
        : "Waiting: no worker that trains is connected. It starts by itself when one is.";
    case "running":
      if (training.ending) return "Finishing: the best so far is kept";
      return training.facts ? "Learning" : "Reading the pictures";
    case "paused":
      return "Paused";
    case "done":
      return "Trained";
    case "failed":
      return "Failed";
    case "cancelled":
      return "Cancelled";
  }
}

export function bytesInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const [unit, size] = bytes < 1e6 ? ["kB", 1e3] : bytes < 1e9 ? ["MB", 1e6] : ["GB", 1e9];
  const amount = bytes / Number(size);
  return `${amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${unit}`;
}
