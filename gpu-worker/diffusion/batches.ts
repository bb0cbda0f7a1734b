import { rows, type Tensor, zeros } from "../tensor";

/**
 * Runs `compute`, which takes tensors of exactly `batch` rows, on tensors of any one number of them: part by part, the
 * last one filled up with zeros that are cut off again.
 */
export async function inBatches<Name extends string, Inputs extends readonly Tensor[]>(
  inputs: Inputs,
  batch: number,
  compute: (parts: Inputs) => Promise<Readonly<Record<Name, Tensor>>>,
): Promise<Record<Name, Tensor>> {
  const count = inputs[0]?.shape[0] ?? 0;
  if (count === batch) return await compute(inputs);
  const collected = new Map<Name, Tensor>();
  for (let start = 0; start < count; start += batch) {
    const end = Math.min(count, start + batch);
    const parts = inputs.map((input) => filledUp(rows(input, start, end), batch));
    const results = await compute(parts as readonly Tensor[] as Inputs);
    for (const [name, result] of Object.entries(results) as [Name, Tensor][]) {
      const whole = collected.get(name) ?? zeros([count, ...result.shape.slice(1)]);
      collected.set(name, whole);
      rows(whole, start, end).data.set(rows(result, 0, end - start).data);
    }
  }
  return Object.fromEntries(collected) as Record<Name, Tensor>;
}

function filledUp(part: Tensor, batch: number): Tensor {
  const [count, ...shape] = part.shape;
  if (count === batch) return part;
  const whole = zeros([batch, ...shape]);
  whole.data.set(part.data);
  return whole;
}
