import { z } from "zod";

const uuid = z.uuid();

export const PersonId = uuid.brand<"PersonId">();
export type PersonId = z.infer<typeof PersonId>;

/** 128 random bits, base64url: the session's address is its invitation, so it must not be guessable. */
export const SessionId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{22}$/)
  .brand<"SessionId">();
export type SessionId = z.infer<typeof SessionId>;

export const PictureId = uuid.brand<"PictureId">();
export type PictureId = z.infer<typeof PictureId>;

export const SeedId = uuid.brand<"SeedId">();
export type SeedId = z.infer<typeof SeedId>;

export const RevisionId = uuid.brand<"RevisionId">();
export type RevisionId = z.infer<typeof RevisionId>;

/** Derived from the work itself (32 hex digits), so that the same request is the same job. */
export const JobId = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .brand<"JobId">();
export type JobId = z.infer<typeof JobId>;

/** Trainings and jobs are handed to workers alike, so they are named alike. */
export const TrainingId = JobId;
export type TrainingId = z.infer<typeof TrainingId>;

export const DatasetId = uuid.brand<"DatasetId">();
export type DatasetId = z.infer<typeof DatasetId>;

/** A model's name, which is also its folder's. */
export const ModelId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
  .brand<"ModelId">();
export type ModelId = z.infer<typeof ModelId>;

/** The sha256 of a blob, which is also its name in the blob store. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<"Sha256">();
export type Sha256 = z.infer<typeof Sha256>;
