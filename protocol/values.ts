import { z } from "zod";

export const Timestamp = z.iso.datetime();

/** Control characters, which no name has and the database does not take. */
const controls = /\p{Cc}+/gu;

/** What a person writes in one line, without control characters and spaces around it. */
export function line(most: number, empty = "This needs at least one character.") {
  return z
    .string()
    .transform((text) => withoutControls(text).trim())
    .pipe(z.string().min(1, empty).max(most));
}

/** Text from files and other machines, as it can be stored. */
export function withoutControls(text: string): string {
  return text.replace(controls, " ");
}

/** The number of a random seed: the whole tensor is drawn from it, so the same number is the same seed. */
export const SeedNumber = z.int().min(0).max(0xffffffff);

/** The number of steps T of the generator. */
export const Steps = z.int().min(1).max(100);

/** The number of corrections K of every inversion step. */
export const Corrections = z.int().min(0).max(20);

/** From a seed as it is, 0, to a typical one of N(0, I), 1. */
export const Realism = z.number().min(0).max(1);
