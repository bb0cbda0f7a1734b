import { z } from "zod";

export const Timestamp = z.iso.datetime();

/** The number of a random seed: the whole tensor is drawn from it, so the same number is the same seed. */
export const SeedNumber = z.int().min(0).max(0xffffffff);

/** The number of steps T of the generator. */
export const Steps = z.int().min(1).max(100);

/** The number of corrections K of every inversion step. */
export const Corrections = z.int().min(0).max(20);

/** From a seed as it is, 0, to a typical one of N(0, I), 1. */
export const Realism = z.number().min(0).max(1);
