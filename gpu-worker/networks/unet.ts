import { type GraphNode, imageShape } from "../graph/node";
import { add } from "../graph/operations/arithmetic";
import { bilinearUp } from "../graph/operations/bilinear";
import { concatenate } from "../graph/operations/channels";
import { convolution } from "../graph/operations/convolution";
import { swish } from "../graph/operations/elementwise";
import { averagePool } from "../graph/operations/pooling";
import { broadcast } from "../graph/operations/shape";
import type { ParameterShape, Parameters } from "./parameters";

/** What `model.json` says of a U-Net. */
export interface UnetDescription {
  readonly channels: number;
  readonly network: {
    /** Channels at each resolution, the full one first. */
    readonly widths: readonly number[];
    /** Residual blocks at each resolution. */
    readonly blockDepth: number;
    /** Of a denoiser, how it is told the noise variance; an embedder has none. */
    readonly embedding?: { readonly dims: number };
  };
}

/** Blocks from the images down and up again: the channels that come in, and go out. */
interface BlockPlan {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
}

interface UnetPlan {
  readonly stem: number;
  readonly levels: number;
  readonly down: readonly (readonly BlockPlan[])[];
  readonly mid: readonly BlockPlan[];
  readonly up: readonly (readonly BlockPlan[])[];
}

function planUnet({ network: { widths, blockDepth, embedding } }: UnetDescription): UnetPlan {
  const stem = widths[0] ?? 0;
  const outer = widths.slice(0, -1);
  const skips: number[] = [];
  let channels = stem + (embedding?.dims ?? 0);
  const stage = (part: string, first: number, outputs: number, gain: () => number) =>
    Array.from({ length: blockDepth }, (_, at) => {
      const block = { name: `${part}.${first + at}`, inputs: channels + gain(), outputs };
      channels = outputs;
      return block;
    });
  const down = outer.map((width, level) => {
    const blocks = stage("down", level * blockDepth, width, () => 0);
    skips.push(...blocks.map(() => width));
    return blocks;
  });
  const mid = stage("mid", 0, widths.at(-1) ?? 0, () => 0);
  const up = outer.toReversed().map((width, level) => stage("up", level * blockDepth, width, () => skips.pop() ?? 0));
  return { stem, levels: outer.length, down, mid, up };
}

/**
 * The published U-Net (Asperti et al., arXiv 2301.07485): pre-normalised residual blocks, average pooling on the way
 * down, bilinear upsampling on the way up, and a skip from every block down to one up.
 *
 * Images [n, channels, size, size] to the same shape. A denoiser is given noisy images and the embedded noise
 * variance [1 or n, dims, 1, 1], and answers noise; an embedder is given images alone, and answers seeds.
 * Throws where the size cannot be halved as often as the network does.
 */
export function unet(
  description: UnetDescription,
  parameters: Parameters,
  images: GraphNode,
  embeddedVariance?: GraphNode,
): GraphNode {
  const [batch, , height, width] = imageShape(images);
  const plan = planUnet(description);
  const divisor = 2 ** plan.levels;
  if (height % divisor !== 0 || width % divisor !== 0)
    throw new Error(
      `images of ${height} x ${width} cannot be halved ${plan.levels} times: use multiples of ${divisor}`,
    );
  const { embedding } = description.network;
  if (Boolean(embedding) !== Boolean(embeddedVariance))
    throw new Error("a denoiser needs the embedded variance, and an embedder takes none");

  let features = layer(parameters, "stem", images);
  if (embedding && embeddedVariance)
    features = concatenate([features, broadcast(embeddedVariance, [batch, embedding.dims, height, width])]);
  const skips: GraphNode[] = [];
  for (const stage of plan.down) {
    for (const block of stage) {
      features = residualBlock(parameters, block, features);
      skips.push(features);
    }
    features = averagePool(features);
  }
  for (const block of plan.mid) features = residualBlock(parameters, block, features);
  for (const stage of plan.up) {
    features = bilinearUp(features);
    for (const block of stage) {
      const skip = skips.pop();
      features = residualBlock(parameters, block, skip ? concatenate([features, skip]) : features);
    }
  }
  return layer(parameters, "head", features);
}

/** skip(x) + conv2(swish(conv1(norm(x)))), where the skip is a 1 x 1 convolution if the channels change. */
function residualBlock(parameters: Parameters, { name, inputs, outputs }: BlockPlan, features: GraphNode): GraphNode {
  const residual = inputs === outputs ? features : layer(parameters, `${name}.skip`, features);
  const normalised = parameters.normalise(features, `${name}.norm`);
  const hidden = swish(layer(parameters, `${name}.conv1`, normalised));
  return add(layer(parameters, `${name}.conv2`, hidden), residual);
}

function layer(parameters: Parameters, name: string, features: GraphNode): GraphNode {
  return convolution(features, parameters.weight(`${name}.weight`), parameters.weight(`${name}.bias`));
}

/** Every tensor of the network's weights, by the names of model format 1; kernels are [outputs, inputs, k, k]. */
export function unetParameters(description: UnetDescription): ParameterShape[] {
  const { channels } = description;
  const { stem, down, mid, up } = planUnet(description);
  const blocks = [...down.flat(), ...mid, ...up.flat()];
  const last = blocks.at(-1)?.outputs ?? stem;
  return [
    ...layerParameters("stem", channels, stem, 1),
    ...blocks.flatMap(({ name, inputs, outputs }) => [
      ...(inputs === outputs ? [] : layerParameters(`${name}.skip`, inputs, outputs, 1)),
      { name: `${name}.norm.mean`, shape: [inputs] },
      { name: `${name}.norm.variance`, shape: [inputs] },
      ...layerParameters(`${name}.conv1`, inputs, outputs, 3),
      ...layerParameters(`${name}.conv2`, outputs, outputs, 3),
    ]),
    ...layerParameters("head", last, channels, 1),
  ];
}

function layerParameters(name: string, inputs: number, outputs: number, side: number): ParameterShape[] {
  return [
    { name: `${name}.weight`, shape: [outputs, inputs, side, side] },
    { name: `${name}.bias`, shape: [outputs] },
  ];
}
