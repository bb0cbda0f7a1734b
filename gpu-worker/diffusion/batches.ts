import { rows, type Tensor, zeros } from "../tensor";

/**
 * Runs `compute`, which takes exactly `batch` images, on any number of them: part by part, the last one filled up with
 * zeros that are cut off again.
 */
export async function inBatches<Name extends string>(
  images: Tensor,
  batch: number,
  compute: (part: Tensor) => Promise<Readonly<Record<Name, Tensor>>>,
): Promise<Record<Name, Tensor>> {
  const [count = 0, ...shape] = images.shape;
  if (count === batch) return await compute(images);
  const collected = new Map<Name, Tensor>();
  for (let start = 0; start < count; start += batch) {
    const end = Math.min(count, start + batch);
    const part = rows(images, start, end);
    const results = await compute(end - start === batch ? part : filledUp(part, [batch, ...shape]));
    for (const [name, result] of Object.entries(results) as [Name, Tensor][]) {
      const whole = collected.get(name) ?? zeros([count, ...result.shape.slice(1)]);
      collected.set(name, whole);
      rows(whole, start, end).data.set(rows(result, 0, end - start).data);
    }
  }
  return Object.fromEntries(collected) as Record<Name, Tensor>;
}

function filledUp(part: Tensor, shape: readonly number[]): Tensor {
  const whole = zeros(shape);
  whole.data.set(part.data);
  return whole;
}
