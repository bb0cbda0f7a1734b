import type { GraphNode } from "../graph/node";
import { type ConvolutionsDescription, convolutions, convolutionsParameters } from "./convolutions";
import type { ParameterShape, Parameters } from "./parameters";
import { type UnetDescription, unet, unetParameters } from "./unet";

/** What `model.json` says of a network, whatever its family. */
export interface NetworkDescription {
  readonly channels: number;
  readonly network:
    | ({ readonly family: "unet" } & UnetDescription["network"])
    | ({ readonly family: "convolutions" } & ConvolutionsDescription["network"]);
}

/** An embedder's network: images [n, channels, size, size], normalised, to seeds of the same shape. */
export function embeddingNetwork(
  { channels, network }: NetworkDescription,
  parameters: Parameters,
  images: GraphNode,
): GraphNode {
  return network.family === "unet"
    ? unet({ channels, network }, parameters, images)
    : convolutions({ channels, network }, parameters, images);
}

/** Every tensor of a network's weights, by the names of model format 1. */
export function networkParameters({ channels, network }: NetworkDescription): ParameterShape[] {
  return network.family === "unet"
    ? unetParameters({ channels, network })
    : convolutionsParameters({ channels, network });
}

/** The paper's five embedding networks (Table 1); the U-Net has the widths of the denoiser it belongs to. */
export const embedderNetworks = {
  conv1: { family: "convolutions", widths: [], sides: [5] },
  "conv3-16": { family: "convolutions", widths: [16, 16], sides: [5, 5, 5] },
  "conv3-64": { family: "convolutions", widths: [64, 64], sides: [5, 5, 5] },
  "conv5-128": { family: "convolutions", widths: [128, 128, 128, 128, 128], sides: [5, 5, 3, 3, 3, 5] },
} as const satisfies Record<string, NetworkDescription["network"]>;
export const embedderNetworkNames = [...(Object.keys(embedderNetworks) as (keyof typeof embedderNetworks)[]), "unet"];
