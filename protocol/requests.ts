import { z } from "zod";
import { Corrections, Crop, PersonColor, PersonName, SeedNumber, SessionName, Steps } from "./entities";
import { JobId, ModelId, PictureId, SeedId } from "./ids";

/** What a member of a session may ask for over the socket; each is acknowledged with an `Answer`. */
export const requests = {
  renameSession: z.object({ name: SessionName }),
  changePerson: z.object({ name: PersonName.optional(), color: PersonColor.optional() }),
  /** Finds the seed of a picture, then generates from it. Without a crop, the picture's own is kept. */
  embed: z.object({
    pictureId: PictureId,
    modelId: ModelId,
    crop: Crop.optional(),
    corrections: Corrections.default(3),
    steps: Steps.default(10),
  }),
  /** Generates again from a stored seed. */
  generate: z.object({ seedId: SeedId, modelId: ModelId.optional(), steps: Steps.default(10) }),
  /** Draws a random seed, from a number of one's own or a random one, and generates from it. */
  newSeed: z.object({ modelId: ModelId, number: SeedNumber.optional(), steps: Steps.default(10) }),
  removePicture: z.object({ pictureId: PictureId }),
  cancelJob: z.object({ jobId: JobId }),
  retryJob: z.object({ jobId: JobId }),
  /** The events after a sequence number, or a snapshot if that is too far back. */
  catchUp: z.object({ after: z.int().min(0) }),
} as const;

export type RequestName = keyof typeof requests;
export type RequestInput<Name extends RequestName> = z.input<(typeof requests)[Name]>;
export type RequestBody<Name extends RequestName> = z.output<(typeof requests)[Name]>;
