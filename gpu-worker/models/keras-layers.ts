import { Problem } from "../../protocol/errors";
import type { Tensor } from "../tensor";

/** A layer with weights, as a Keras file names it. */
export interface KerasLayer {
  /** Its path in the file. */
  readonly name: string;
  readonly variables: ReadonlyMap<string, Tensor>;
}

/** The layers of one network, each kind in the order in which they were made. */
export interface KerasLayers {
  readonly convolutions: readonly KerasLayer[];
  readonly normalizations: readonly KerasLayer[];
  /** What brings pictures to the network's units, where the whole diffusion model was saved. */
  readonly normalizer?: KerasLayer;
}

/** The names of Keras 2 by the numbers that Keras 3 saves variables under. */
const variableNames = {
  conv2d: ["kernel", "bias"],
  batch_normalization: ["moving_mean", "moving_variance"],
  normalization: ["mean", "variance"],
} as const;
type Kind = keyof typeof variableNames;

/**
 * The layers in the arrays of a Keras file, `…/conv2d_1/kernel:0` of Keras 2 or `…/layers/conv2d_1/vars/0` of Keras 3.
 * Numbers at the ends of names say the order, and may begin anywhere. Of a network and its moving average, which Keras'
 * example calls `ema_network`, the average is taken, as the example does to generate.
 */
export function layersOf(arrays: ReadonlyMap<string, Tensor>): KerasLayers {
  const layers = new Map<string, Map<string, Tensor>>();
  for (const [path, array] of arrays) {
    // Some versions on Windows wrote backslashes.
    const parts = path.split(/[/\\]/);
    if (parts.some((part) => part.startsWith("optimizer"))) continue;
    const variable = (parts.pop() ?? "").replace(/:\d+$/, "");
    if (parts.at(-1) === "vars") parts.pop();
    const name = parts.join("/");
    const variables = layers.get(name);
    if (variables) variables.set(variable, array);
    else layers.set(name, new Map([[variable, array]]));
  }
  const all = [...layers].map(([name, variables]) => ({ name, variables }));
  const averaged = all.filter(({ name }) => name.split("/").some((part) => part.startsWith("ema_")));
  const network = averaged.length > 0 ? averaged : all;
  const [normalizer] = all.flatMap(asKind("normalization", /^normali(zation|zer)(_\d+)?$/));
  return {
    convolutions: inOrder(network.flatMap(asKind("conv2d", /^conv2d(_\d+)?$/))).map(checkedConvolution),
    normalizations: inOrder(network.flatMap(asKind("batch_normalization", /^batch_normalization(_\d+)?$/))).map(
      checkedNormalization,
    ),
    ...(normalizer && { normalizer }),
  };
}

/** A layer of this kind, its variables by their names; nothing where it is of another. */
function asKind(kind: Kind, pattern: RegExp): (layer: KerasLayer) => KerasLayer[] {
  return ({ name, variables }) => {
    if (!pattern.test(lastPart(name))) return [];
    const named = [...variables].map(([key, array]) => [variableNames[kind][Number(key)] ?? key, array] as const);
    return [{ name, variables: new Map(named) }];
  };
}

function inOrder(layers: readonly KerasLayer[]): KerasLayer[] {
  const numberOf = ({ name }: KerasLayer) => Number(/_(\d+)$/.exec(lastPart(name))?.[1] ?? 0);
  return layers.toSorted((one, other) => numberOf(one) - numberOf(other));
}

function checkedConvolution(layer: KerasLayer): KerasLayer {
  const { shape } = variable(layer, "kernel");
  if (shape.length === 4 && shape[0] === shape[1] && (shape[0] === 1 || shape[0] === 3)) return layer;
  throw new Problem(
    "model_wrong_shape",
    `the kernel of ${layer.name} is [${shape.join(", ")}]; the network has [1, 1, …] and [3, 3, …] only`,
  );
}

function checkedNormalization(layer: KerasLayer): KerasLayer {
  // Of the four that a layer has with scale and offset, Keras 3 calls the first two so, and says no more.
  if (["gamma", "beta", "2", "3"].every((name) => !layer.variables.has(name))) return layer;
  throw new Problem(
    "model_wrong_shape",
    `${layer.name} scales or offsets what it normalises; import a network built with center=False, scale=False`,
  );
}

/** Throws `model_missing_tensor` where the layer lacks it. */
export function variable({ name, variables }: KerasLayer, wanted: string): Tensor {
  const array = variables.get(wanted);
  if (!array) throw new Problem("model_missing_tensor", `${name} has no ${wanted}`);
  return array;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
