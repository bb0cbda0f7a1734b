import { z } from "zod";
import { EmbedMethod } from "./embedding";
import { Crop, PersonColor, PersonName, SessionName } from "./entities";
import { DatasetId, JobId, ModelId, PictureId, SeedId, TrainingId } from "./ids";
import { DataChoice, Lesson, TrainingSettings } from "./training";
import { line, Realism, SeedNumber, Steps } from "./values";

/** What a member of a session may ask for over the socket; each is acknowledged with an `Answer`. */
export const requests = {
  renameSession: z.object({ name: SessionName }),
  changePerson: z.object({ name: PersonName.optional(), color: PersonColor.optional() }),
  /** Finds the seed of a picture, then generates from it. Without a crop, the picture's own is kept. */
  embed: z.object({
    pictureId: PictureId,
    modelId: ModelId,
    crop: Crop.optional(),
    method: EmbedMethod.default({ name: "inversion", corrections: 3 }),
    /** Of a refinement: the seed it begins with. */
    startSeedId: SeedId.optional(),
    steps: Steps.default(10),
  }),
  /** Generates again from a stored seed. */
  generate: z.object({
    seedId: SeedId,
    modelId: ModelId.optional(),
    steps: Steps.default(10),
    realism: Realism.default(0),
  }),
  /** Draws a random seed, from a number of one's own or a random one, and generates from it. */
  newSeed: z.object({ modelId: ModelId, number: SeedNumber.optional(), steps: Steps.default(10) }),
  removePicture: z.object({ pictureId: PictureId }),
  cancelJob: z.object({ jobId: JobId }),
  retryJob: z.object({ jobId: JobId }),
  /** Stops a descent so that it can go on later from where it is. */
  pauseJob: z.object({ jobId: JobId }),
  resumeJob: z.object({ jobId: JobId }),
  /** Ends a descent with the best seed so far. */
  finishJob: z.object({ jobId: JobId }),
  /** The entries of the server's folder of data sets. */
  listServerData: z.object({}),
  /** Takes pictures to learn from out of the session; models that learnt from them stay. */
  removeDataset: z.object({ datasetId: DatasetId }),
  startTraining: z.object({
    title: line(60, "A model needs a name."),
    data: DataChoice,
    lesson: Lesson,
    settings: TrainingSettings,
  }),
  pauseTraining: z.object({ trainingId: TrainingId }),
  resumeTraining: z.object({ trainingId: TrainingId }),
  /** Ends a training with the best model so far. */
  finishTraining: z.object({ trainingId: TrainingId }),
  /** Ends a training without a model. */
  cancelTraining: z.object({ trainingId: TrainingId }),
  /** The events after a sequence number, or a snapshot if that is too far back. */
  catchUp: z.object({ after: z.int().min(0) }),
} as const;

export type RequestName = keyof typeof requests;
export type RequestInput<Name extends RequestName> = z.input<(typeof requests)[Name]>;
export type RequestBody<Name extends RequestName> = z.output<(typeof requests)[Name]>;
