import { InvalidArgumentError } from "commander";
import { z } from "zod";
import { Corrections, Crop, SeedNumber, Steps } from "../protocol/entities";

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
