import type { Dataset, DatasetOptions } from "./dataset";
import type { Frame } from "./frame";
import { reasonOf, refusal } from "./refusal";
import { several } from "./several";
import { type Split, spread } from "./split";
import { mostBytes } from "./whole-file";

/** Fewer teach nothing, and are most likely a mistake in the path. */
const fewestPictures = 16;

/** A picture that can be brought to any frame. */
export interface Picture {
  readonly name: string;
  planes(frame: Frame): Promise<Uint8Array>;
}

/** Brings every picture to the frame. One that cannot be read is left out, and told with the reason. */
export async function readPictures(
  split: Split<Picture>,
  frame: Frame,
  options: DatasetOptions,
): Promise<Pick<Dataset, "training" | "validation" | "skipped">> {
  const { limit = Number.POSITIVE_INFINITY } = options;
  const training = spread(split.training, limit);
  const validation = spread(split.validation, Math.ceil(limit / 10));
  const pictures = [...training, ...validation];
  const length = frame.channels * frame.size ** 2;
  if (pictures.length * length > mostBytes)
    throw refusal(
      `${pictures.length} pictures of ${frame.size} pixels are over 4 GB; limit them, or make them smaller`,
    );
  const pixels = new Uint8Array(pictures.length * length);
  const reasons = new Map<number, string>();
  const read = async (picture: Picture, at: number) => {
    try {
      pixels.set(await picture.planes(frame), at * length);
    } catch (error) {
      reasons.set(at, reasonOf(error));
    }
  };
  await several(pictures, read, options);

  const readable = [...pictures.keys()].filter((at) => !reasons.has(at));
  readable.forEach((at, place) => {
    if (at !== place) pixels.copyWithin(place * length, at * length, (at + 1) * length);
  });
  const learnt = readable.filter((at) => at < training.length).length;
  const skipped = pictures.flatMap(({ name }, at) => {
    const reason = reasons.get(at);
    return reason === undefined ? [] : [{ file: name, reason }];
  });
  if (learnt < fewestPictures) throw tooFew(learnt, skipped);
  if (readable.length === learnt) throw refusal("no picture is left to hold out; add some more");
  return {
    training: pixels.subarray(0, learnt * length),
    validation: pixels.subarray(learnt * length, readable.length * length),
    skipped,
  };
}

function tooFew(count: number, skipped: Dataset["skipped"]) {
  const [first] = skipped;
  const why = first ? `; ${skipped.length} could not be read, of which the first, ${first.file}: ${first.reason}` : "";
  return refusal(`there are ${count} pictures to learn from, and it takes at least ${fewestPictures}${why}`);
}
