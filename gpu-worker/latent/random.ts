import { sizeOf, type Tensor } from "../tensor";
import { logarithmOfFraction, pointOnCircle } from "./exact";
import { philox } from "./philox";

/**
 * The random seed of a number (uint32): N(0, 1), the same bytes on every machine.
 *
 * Values 4i..4i+3 come from block i of Philox4x32-10 with key [number, 0]: words (a, b) and (c, d) each make two
 * values by Box and Muller's transform in double precision, sqrt(-2 ln((a + 1) / 2^32)) times the cosine, then the
 * sine, of 2 pi b / 2^32. The largest possible value is 6.66.
 */
export function drawSeed(number: number, shape: readonly number[]): Tensor {
  return drawNormal(number, 0, shape);
}

/** Like `drawSeed`, of stream `stream` (uint32) of a number: what is drawn beside the seed itself. */
export function drawNormal(number: number, stream: number, shape: readonly number[]): Tensor {
  const data = new Float32Array(sizeOf(shape));
  for (let start = 0; start < data.length; start += 4) {
    const [a, b, c, d] = philox([start / 4, 0, 0, 0], [number >>> 0, stream >>> 0]);
    // Writes beyond the end of the array are dropped.
    writePair(data, start, a, b);
    writePair(data, start + 2, c, d);
  }
  return { shape, data };
}

function writePair(data: Float32Array, start: number, forRadius: number, forAngle: number): void {
  const radius = Math.sqrt(-2 * logarithmOfFraction(forRadius + 1));
  const [cosine, sine] = pointOnCircle(forAngle);
  data[start] = radius * cosine;
  data[start + 1] = radius * sine;
}

/** `count` numbers, uniform in 0..1 (1 excluded), of a stream of a number. */
export function drawUniform(number: number, stream: number, count: number): Float64Array {
  const values = new Float64Array(count);
  for (let start = 0; start < count; start += 4)
    philox([start / 4, 0, 0, 0], [number >>> 0, stream >>> 0]).forEach((word, at) => {
      values[start + at] = word / 2 ** 32;
    });
  return values;
}
