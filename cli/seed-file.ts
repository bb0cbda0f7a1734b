import { readSeed } from "../gpu-worker/jobs/seeds";
import type { ImageSpace } from "../gpu-worker/pictures/images";
import type { Tensor } from "../gpu-worker/tensor";
import { Problem } from "../protocol/errors";
import { Complaint, detailOf } from "./complaint";

/** The seed that a file holds. Throws `seed_does_not_fit`, or a Complaint that names the file if it holds no usable tensor. */
export function seedIn(bytes: Buffer, path: string | undefined, space: ImageSpace): Tensor {
  try {
    return readSeed(bytes, space);
  } catch (error) {
    if (error instanceof Problem && error.code === "not_finite")
      throw new Complaint("seed_not_finite", `${path} holds NaN or infinity. Use a seed of finite numbers.`);
    if (error instanceof Problem && error.code === "bad_request")
      throw new Complaint("seed_not_readable", `${path} is not a seed: ${detailOf(error)}.`);
    throw error;
  }
}
