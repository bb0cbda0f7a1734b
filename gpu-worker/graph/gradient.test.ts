import { afterAll, describe, expect, it } from "vitest";
import { OnnxruntimeEngine } from "../engines/onnxruntime";
import { loadTensorflow, TensorflowEngine } from "../engines/tensorflow";
import { drawNormal } from "../latent/random";
import { sizeOf, type Tensor, tensor } from "../tensor";
import type { Engine } from "./engine";
import { gradients } from "./gradient";
import { makeGraph } from "./graph";
import type { GraphNode } from "./node";
import { add, divide, multiply, scale, subtract } from "./operations/arithmetic";
import { bilinearUp } from "./operations/bilinear";
import { concatenate, sliceChannels } from "./operations/channels";
import { convolution } from "./operations/convolution";
import { absolute, clip, sigmoid, square, squareRoot, swish } from "./operations/elementwise";
import { constant, input, scalar } from "./operations/leaf";
import { matrixProduct } from "./operations/matrix";
import { normalise, normaliseBatch } from "./operations/normalisation";
import { averagePool, nearestUp } from "./operations/pooling";
import { broadcast, mean, reshape, sum } from "./operations/shape";

type Build = (...inputs: readonly GraphNode[]) => GraphNode;

const engines: readonly Engine[] = [
  new OnnxruntimeEngine(),
  new TensorflowEngine(await loadTensorflow("javascript"), "javascript", 2 ** 30),
];
afterAll(() => Promise.all(engines.map((engine) => engine.dispose())));

const image = [2, 4, 4, 4];
const channels = (stream: number) => constant({ ...drawNormal(3, stream, [4]) });
const positive = constant(tensor([0.5, 1, 2, 3], [4]));

/** Each operation as a function of tensors of the given shapes. */
const operations: Readonly<
  Record<string, readonly [shapes: readonly (readonly number[])[], build: (...inputs: GraphNode[]) => GraphNode]>
> = {
  add: [[image, [4, 1, 1]], add],
  subtract: [[[4, 1, 1], image], subtract],
  multiply: [[image, [2, 4, 1, 1]], multiply],
  divide: [[image, image], (one, other) => divide(one, add(square(other), scalar(1)))],
  sigmoid: [[image], sigmoid],
  swish: [[image], swish],
  absolute: [[image], absolute],
  square: [[image], square],
  squareRoot: [[image], (one) => squareRoot(add(square(one), scalar(1)))],
  clip: [[image], (one) => clip(one, -0.5, 0.7)],
  "convolution 1 x 1": [[image, [3, 4, 1, 1], [3]], convolution],
  "convolution 3 x 3": [[image, [3, 4, 3, 3], [3]], convolution],
  "convolution 5 x 5": [[image, [3, 4, 5, 5]], convolution],
  "depthwise convolution": [[image, [4, 1, 3, 3]], convolution],
  averagePool: [[image], averagePool],
  nearestUp: [[image], nearestUp],
  bilinearUp: [[image], bilinearUp],
  concatenate: [[image, [2, 3, 4, 4]], (one, other) => concatenate([one, other])],
  sliceChannels: [[image], (one) => sliceChannels(one, 1, 3)],
  "normalise, frozen": [[image], (one) => normalise(one, channels(8), positive, 1e-3)],
  "normalise, of the batch": [[image], (one) => normaliseBatch(one, 1e-3).output],
  "matrix product": [
    [
      [3, 4],
      [4, 2],
    ],
    (one, other) => matrixProduct(one, other),
  ],
  "matrix product, transposed": [
    [
      [4, 3],
      [2, 4],
    ],
    (one, other) => matrixProduct(one, other, { transposeLeft: true, transposeRight: true }),
  ],
  sum: [[image], (one) => sum(one, [0, 2])],
  mean: [[image], (one) => mean(one, [1, 3])],
  broadcast: [[[2, 4, 1, 1]], (one) => broadcast(one, image)],
  reshape: [[image], (one) => reshape(one, [8, 16])],
  "a convolution after concatenation, as in the U-Net": [
    [image, [2, 3, 4, 4]],
    (one, other) => {
      const together = concatenate([one, other]);
      const kernel = constant(drawNormal(4, 1, [2, 7, 3, 3]));
      const statistics = [constant(drawNormal(4, 2, [7])), constant(tensor([1, 2, 3, 4, 5, 6, 7], [7]))] as const;
      return add(
        convolution(normalise(together, ...statistics, 1e-3), kernel),
        convolution(together, constant(drawNormal(4, 3, [2, 7, 1, 1]))),
      );
    },
  ],
};

describe.each(engines)("on $name, the gradient of every operation", (engine) => {
  it.each(Object.entries(operations))("of %s is its slope", async (_, [shapes, build]) => {
    await expectSlope(engine, shapes, build as Build, 1);
  });

  it.each(["convolution 5 x 5", "depthwise convolution", "multiply"])("of %s has a gradient itself", async (name) => {
    const [shapes, build] = operations[name] ?? [[], add];
    const squaredGradients: Build = (...inputs) => {
      const slopes = gradients(lossOf((build as Build)(...inputs), 20), inputs);
      return slopes.map((slope) => reshape(sum(square(slope), [...slope.shape.keys()]), [])).reduce(add);
    };
    await expectSlope(engine, shapes, squaredGradients, 1);
  });

  it("comes to the same number however often a value is used", async () => {
    const x = input("x", []);
    const [slope = x] = gradients(add(multiply(x, x), scale(x, 3)), [x]);
    const program = await engine.compile(makeGraph("twice", { slope }));
    const { slope: computed } = await program.run({ x: tensor([5]) });
    expect(computed?.data[0]).toBe(13);
  });

  it("is refused where the loss does not depend on a variable, or is no scalar", () => {
    const x = input("x", [2]);
    expect(() => gradients(x, [x])).toThrow("scalar");
    expect(() => gradients(scalar(1), [x])).toThrow("depends");
  });
});

/** A scalar that depends on every number of a node: the sum of them times fixed random weights. */
function lossOf(node: GraphNode, stream: number): GraphNode {
  const weights = constant(drawNormal(9, stream, node.shape));
  return reshape(sum(multiply(node, weights), [...node.shape.keys()]), []);
}

/** Compares the gradient along a random direction with a central difference, both in single precision. */
async function expectSlope(
  engine: Engine,
  shapes: readonly (readonly number[])[],
  build: Build,
  number: number,
): Promise<void> {
  const inputs = shapes.map((shape, at) => input(`x${at}`, shape));
  const loss = lossOf(build(...inputs), 10);
  const slopes = gradients(loss, inputs);
  const outputs = Object.fromEntries(slopes.map((slope, at) => [`g${at}`, slope]));
  const program = await engine.compile(makeGraph("slope", { loss, ...outputs }));
  // Away from 0 and from the limits of the clip, where slopes jump.
  const point = shapes.map((shape, at) => {
    const { data } = drawNormal(number, at, shape);
    return { shape, data: data.map((value) => (Math.floor(value * 8) + 0.5) / 8) };
  });
  const direction = shapes.map((shape, at) => drawNormal(number, 100 + at, shape));
  const at = (distance: number) =>
    Object.fromEntries(
      point.map(({ shape, data }, index) => [
        `x${index}`,
        { shape, data: data.map((value, place) => value + distance * (direction[index]?.data[place] ?? 0)) },
      ]),
    );
  const step = 2 ** -9;
  const valueAt = async (distance: number) => (await program.run(at(distance))).loss?.data[0] ?? Number.NaN;
  const difference = ((await valueAt(step)) - (await valueAt(-step))) / (2 * step);
  const computed = await program.run(at(0));
  const along = direction.map(({ data }, index) => innerProduct(data, computed[`g${index}`]));
  const slope = along.reduce((total, one) => total + one, 0);
  const size = Math.max(1, Math.abs(difference), ...along.map(Math.abs));
  expect(Math.abs(slope - difference) / size).toBeLessThan(5e-3);
  shapes.forEach((shape, index) => {
    expect(computed[`g${index}`]?.data.length).toBe(sizeOf(shape));
  });
  await program.dispose();
}

function innerProduct(one: Float32Array, other: Tensor | undefined): number {
  return one.reduce((total, value, at) => total + value * (other?.data[at] ?? Number.NaN), 0);
}
