import type { GraphNode } from "../graph/node";
import { convolution } from "../graph/operations/convolution";
import { swish } from "../graph/operations/elementwise";
import type { ParameterShape, Parameters } from "./parameters";

/** What `model.json` says of a network of convolutions alone. */
export interface ConvolutionsDescription {
  readonly channels: number;
  readonly network: {
    /** Channels between the convolutions. */
    readonly widths: readonly number[];
    /** Height and width of each kernel, one more than there are widths. */
    readonly sides: readonly number[];
  };
}

/** Convolutions one after the other, with a swish between two: the paper's simpler embedding networks (Table 1). */
export function convolutions(
  { network: { sides } }: ConvolutionsDescription,
  parameters: Parameters,
  images: GraphNode,
): GraphNode {
  return sides.reduce((features, _, layer) => {
    const name = `layer.${layer}`;
    const result = convolution(features, parameters.weight(`${name}.weight`), parameters.weight(`${name}.bias`));
    return layer < sides.length - 1 ? swish(result) : result;
  }, images);
}

/** Every tensor of the weights; kernels are [outputs, inputs, k, k]. */
export function convolutionsParameters({
  channels,
  network: { widths, sides },
}: ConvolutionsDescription): ParameterShape[] {
  return sides.flatMap((side, layer) => {
    const [inputs, outputs] = [widths[layer - 1] ?? channels, widths[layer] ?? channels];
    return [
      { name: `layer.${layer}.weight`, shape: [outputs, inputs, side, side] },
      { name: `layer.${layer}.bias`, shape: [outputs] },
    ];
  });
}
