import { InvalidArgumentError } from "commander";
import { z } from "zod";
import { Crop } from "../protocol/entities";
import { Corrections, SeedNumber, Steps } from "../protocol/values";

function wholeNumber(schema: z.ZodType<number>, range: string) {
  return (text: string): number => {
    const parsed = schema.safeParse(/^\d+$/.test(text) ? Number(text) : Number.NaN);
    if (!parsed.success) throw new InvalidArgumentError(`It is a whole number, ${range}.`);
    return parsed.data;
  };
}

export const stepsOption = wholeNumber(Steps, "1 to 100");
export const batchOption = wholeNumber(z.int().min(1).max(256), "1 to 256");
export const correctionsOption = wholeNumber(Corrections, "0 to 20");
export const numberOption = wholeNumber(SeedNumber, "0 to 4294967295");

export const countOption = wholeNumber(z.int().min(1).max(1e9), "1 or more");
export const wholeOption = wholeNumber(z.int().min(0).max(1e9), "0 or more");
/** Of the methods to embed, in the ranges that protocol/embedding.ts has. */
export const iterationsOption = wholeNumber(z.int().min(1).max(20_000), "1 to 20000");
export const evaluationsOption = wholeNumber(z.int().min(1).max(200_000), "1 to 200000");
export const seedsOption = wholeNumber(z.int().min(1).max(64), "1 to 64");

function realNumber(schema: z.ZodType<number>, range: string) {
  return (text: string): number => {
    const parsed = schema.safeParse(text.trim() === "" ? Number.NaN : Number(text));
    if (!parsed.success) throw new InvalidArgumentError(`It is a number, ${range}.`);
    return parsed.data;
  };
}

export const positiveOption = realNumber(z.number().positive(), "above 0");
export const positiveShareOption = realNumber(z.number().positive().max(1), "above 0 and up to 1");
export const shareOption = realNumber(z.number().min(0).max(1), "0 to 1");

/** `32,64,96,128`. */
export function widthsOption(text: string): number[] {
  const parsed = z.array(z.int().min(1).max(4096)).min(1).max(8).safeParse(text.split(",").map(Number));
  if (!parsed.success) throw new InvalidArgumentError("It is a list of channels, as in 32,64,96,128.");
  return parsed.data;
}

/** `left,top,size` in pixels of the picture as it is seen. */
export function cropOption(text: string): Crop {
  const [left, top, size, ...rest] = text.split(",").map((part) => (/^\d+$/.test(part) ? Number(part) : Number.NaN));
  const parsed = Crop.safeParse({ left, top, size });
  if (!parsed.success || rest.length > 0)
    throw new InvalidArgumentError("It is left,top,size in whole pixels, as in 0,40,512.");
  return parsed.data;
}

/** The name of a file to be written, which must end as its format does. */
export function fileOption(extension: ".png" | ".webp" | ".npy" | ".onnx") {
  return (text: string): string => {
    if (!text.toLowerCase().endsWith(extension))
      throw new InvalidArgumentError(`The file is written as ${extension}: let its name end so.`);
    return text;
  };
}
