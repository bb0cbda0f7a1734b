import { Problem } from "../../protocol/errors";
import type { Lesson, TrainingSettings } from "../../protocol/training";
import type { Dataset } from "../data/dataset";
import type { ModelConfig } from "../models/config";
import type { Model } from "../models/model";
import type { CourseDescription } from "./course";
import { denoiserConfig, embedderConfig, publishedSettings } from "./recipe";

export interface LessonInput {
  readonly name: string;
  readonly title: string;
  readonly lesson: Lesson;
  readonly settings: TrainingSettings;
  readonly dataset: Dataset;
  /** The model to begin with, or the generator of an embedder. */
  readonly parent: Model | null;
}

/** The size and channels that pictures are read in; what is not said follows from the pictures. */
export function frameOf(lesson: Lesson, parent: Model | null): { size?: number; channels?: number } {
  if (parent) return { size: parent.config.size, channels: parent.config.channels };
  return lesson.kind === "denoiser" ? { size: lesson.size } : {};
}

/** A lesson of the studio as a course. Throws `bad_request` with what does not fit. */
export function courseOf({ name, title, lesson, settings, dataset, parent }: LessonInput): CourseDescription {
  const { steps, ...others } = settings;
  const chosen = { ...publishedSettings, ...others, ...(steps !== null && { steps }) };
  const described = <Config extends ModelConfig>(config: Config) => ({
    ...config,
    title,
    summary: summaryOf(dataset, lesson),
  });
  if (lesson.kind === "embedder") {
    if (!parent) throw new Problem("bad_request", "an embedder needs its generator");
    const config = described(embedderConfig(parent, name, lesson.network));
    return { config, settings: chosen, dataset, generator: parent, pairSteps: lesson.pairSteps };
  }
  const config = described(denoiserConfig(dataset, { name, ...lesson }));
  if (!parent) return { config, settings: chosen, dataset };
  expectSameNetwork(parent, config);
  return { config: continuing(config, parent), settings: chosen, dataset, start: parent };
}

/** What goes on from a model sees pictures as that one did. */
export function continuing(config: ModelConfig, { config: { normalization } }: Model): ModelConfig {
  return { ...config, normalization };
}

/** Throws `bad_request` where a model cannot go on as one of this configuration. */
export function expectSameNetwork(start: Model, config: ModelConfig): void {
  const network = ({ kind, channels, network, schedule }: ModelConfig) =>
    JSON.stringify({ kind, channels, network, schedule });
  if (network(start.config) !== network(config))
    throw new Problem(
      "bad_request",
      `${start.id} has another network. Name its channels, widths, depth and schedule, or another model`,
    );
}

function summaryOf({ name, training, channels, size }: Dataset, lesson: Lesson): string {
  const count = training.length / (channels * size * size);
  const what = lesson.kind === "embedder" ? `Finds seeds of ${lesson.generatorId}; learnt` : "Learnt";
  return `${what} from ${count.toLocaleString("en")} pictures of ${name}.`;
}
