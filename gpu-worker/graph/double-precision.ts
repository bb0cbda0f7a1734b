import { inOrder } from "./graph";
import { type GraphNode, imageShape, type Shape, sizeOf } from "./node";

/** Numbers in C order, in double precision. */
export type Doubles = Float64Array;

/**
 * What nodes come to, computed in double precision by plain loops: slow, and what engines and gradients are held to in
 * tests. Of the operations that networks and losses are written in; those that only gradients bring have no meaning
 * here, and throw.
 */
export function computeInDoubles(
  outputs: readonly GraphNode[],
  inputs: Readonly<Record<string, Doubles>>,
): readonly Doubles[] {
  const values = new Map<GraphNode, Doubles>();
  const held = (node: GraphNode) => values.get(node) ?? new Float64Array();
  for (const node of inOrder(outputs)) values.set(node, compute(node, node.inputs.map(held), inputs));
  return outputs.map(held);
}

function compute(node: GraphNode, values: readonly Doubles[], inputs: Readonly<Record<string, Doubles>>): Doubles {
  const { operation, shape } = node;
  const [first = new Float64Array(), second = first, third] = values;
  const [from, other] = node.inputs;
  switch (operation.kind) {
    case "input": {
      const given = inputs[operation.name];
      if (!given) throw new Error(`there is no input ${operation.name}`);
      return given;
    }
    case "constant":
      return Float64Array.from(operation.tensor.data);
    case "add":
      return pairs(node, first, second, (one, two) => one + two);
    case "subtract":
      return pairs(node, first, second, (one, two) => one - two);
    case "multiply":
    case "swish":
      return pairs(node, first, second, (one, two) => one * two);
    case "divide":
      return pairs(node, first, second, (one, two) => one / two);
    case "sigmoid":
      return first.map((value) => 1 / (1 + Math.exp(-value)));
    case "absolute":
      return first.map(Math.abs);
    case "square":
      return first.map((value) => value * value);
    case "squareRoot":
      return first.map(Math.sqrt);
    case "clip":
      return first.map((value) => Math.min(operation.most, Math.max(operation.least, value)));
    case "reshape":
      return first;
    case "broadcast":
      return stretched(first, from?.shape ?? [], shape);
    case "sum":
    case "mean":
      return reduced(first, from?.shape ?? [], shape, operation.kind === "mean");
    case "normalise": {
      const [, channels, height, width] = imageShape(node);
      const variance = third ?? first;
      return first.map((value, at) => {
        const channel = Math.floor(at / (height * width)) % channels;
        return (value - (second[channel] ?? 0)) / Math.sqrt((variance[channel] ?? 0) + operation.epsilon);
      });
    }
    case "concatenate":
      return concatenated(node, values);
    case "convolution":
      if (!from || !other) break;
      return convolved(imageShape(from), first, imageShape(other), second, third, operation.depthwise);
    case "averagePool":
      return pooled(node, first);
    case "bilinearUp":
      return enlarged(node, first);
  }
  throw new Error(`${operation.kind} is not computed in double precision`);
}

function pairs(
  { inputs, shape }: GraphNode,
  one: Doubles,
  other: Doubles,
  combine: (one: number, other: number) => number,
): Doubles {
  const left = stretched(one, inputs[0]?.shape ?? [], shape);
  const right = stretched(other, inputs[1]?.shape ?? [], shape);
  return left.map((value, at) => combine(value, right[at] as number));
}

/** For every number of `shape`, where it lies in what is broadcast to it from `small`. */
function* places(small: Shape, shape: Shape): Generator<number> {
  const missing = shape.length - small.length;
  const strides = shape.map((_, axis) =>
    (small[axis - missing] ?? 1) === 1 ? 0 : sizeOf(small.slice(axis - missing + 1)),
  );
  for (let at = 0; at < sizeOf(shape); at++) {
    let rest = at;
    let place = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const length = shape[axis] ?? 1;
      place += (rest % length) * (strides[axis] ?? 0);
      rest = Math.floor(rest / length);
    }
    yield place;
  }
}

function stretched(values: Doubles, small: Shape, shape: Shape): Doubles {
  if (values.length === sizeOf(shape)) return values;
  return Float64Array.from(places(small, shape), (place) => values[place] as number);
}

function reduced(values: Doubles, shape: Shape, small: Shape, isMean: boolean): Doubles {
  const totals = new Float64Array(sizeOf(small));
  let at = 0;
  for (const place of places(small, shape)) {
    totals[place] = (totals[place] as number) + (values[at] as number);
    at += 1;
  }
  return isMean ? totals.map((total) => (total * totals.length) / values.length) : totals;
}

function concatenated(node: GraphNode, values: readonly Doubles[]): Doubles {
  const [batch] = imageShape(node);
  const result = new Float64Array(sizeOf(node.shape));
  let start = 0;
  for (let image = 0; image < batch; image++)
    for (const value of values) {
      const length = value.length / batch;
      result.set(value.subarray(image * length, (image + 1) * length), start);
      start += length;
    }
  return result;
}

type Four = readonly [number, number, number, number];

function convolved(
  [batch, channels, height, width]: Four,
  images: Doubles,
  [outputs, inputs, side]: Four,
  kernel: Doubles,
  bias: Doubles | undefined,
  depthwise: boolean,
): Doubles {
  const margin = (side - 1) / 2;
  const result = new Float64Array(batch * outputs * height * width);
  for (let image = 0; image < batch; image++)
    for (let output = 0; output < outputs; output++) {
      const plane = (image * outputs + output) * height * width;
      if (bias) result.fill(bias[output] as number, plane, plane + height * width);
      for (let input = 0; input < inputs; input++) {
        const source = (image * channels + (depthwise ? output : input)) * height * width;
        for (let row = 0; row < side; row++)
          for (let column = 0; column < side; column++) {
            const weight = kernel[((output * inputs + input) * side + row) * side + column] as number;
            const [down, right] = [row - margin, column - margin];
            for (let y = Math.max(0, -down); y < Math.min(height, height - down); y++)
              for (let x = Math.max(0, -right); x < Math.min(width, width - right); x++) {
                const at = plane + y * width + x;
                result[at] =
                  (result[at] as number) + weight * (images[source + (y + down) * width + x + right] as number);
              }
          }
      }
    }
  return result;
}

function pooled(node: GraphNode, values: Doubles): Doubles {
  return resampled(node, values, 2 * (node.shape[2] ?? 0), 2 * (node.shape[3] ?? 0), (pixel, row, column) => {
    const [y, x] = [2 * row, 2 * column];
    return (pixel(y, x) + pixel(y, x + 1) + pixel(y + 1, x) + pixel(y + 1, x + 1)) / 4;
  });
}

function enlarged(node: GraphNode, values: Doubles): Doubles {
  const [height, width] = [(node.shape[2] ?? 0) / 2, (node.shape[3] ?? 0) / 2];
  return resampled(node, values, height, width, (pixel, row, column) => {
    const [y, x] = [between(row, height), between(column, width)];
    const upper = (1 - x.share) * pixel(y.low, x.low) + x.share * pixel(y.low, x.high);
    const lower = (1 - x.share) * pixel(y.high, x.low) + x.share * pixel(y.high, x.high);
    return (1 - y.share) * upper + y.share * lower;
  });
}

/** The two pixels between whose centres the centre of a pixel of twice the resolution lies, and the share of the second. */
function between(at: number, length: number): { low: number; high: number; share: number } {
  const centre = Math.max(0, (at + 0.5) / 2 - 0.5);
  const low = Math.floor(centre);
  return { low, high: Math.min(length - 1, low + 1), share: centre - low };
}

type Pixel = (row: number, column: number) => number;

function resampled(
  node: GraphNode,
  values: Doubles,
  height: number,
  width: number,
  sample: (pixel: Pixel, row: number, column: number) => number,
): Doubles {
  const [batch, channels, rows, columns] = imageShape(node);
  const result = new Float64Array(sizeOf(node.shape));
  for (let plane = 0; plane < batch * channels; plane++) {
    const pixel: Pixel = (row, column) => values[(plane * height + row) * width + column] as number;
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        result[(plane * rows + row) * columns + column] = sample(pixel, row, column);
  }
  return result;
}
