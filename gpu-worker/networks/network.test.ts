import { describe, expect, it } from "vitest";
import { sizeOf } from "../tensor";
import { embedderNetworks, type NetworkDescription, networkParameters } from "./network";

const count = (channels: number, network: NetworkDescription["network"]) =>
  networkParameters({ channels, network }).reduce((total, { shape }) => total + sizeOf(shape), 0);

describe("the embedding networks of Table 1", () => {
  it.each([
    ["conv3-16", 7_233],
    ["conv3-64", 105_729],
    ["conv5-128", 859_009],
  ] as const)("%s has the published number of parameters, of one channel", (name, published) => {
    expect(count(1, embedderNetworks[name])).toBe(published);
  });

  it("a U-Net has the published number, of three channels, moving statistics included", () => {
    expect(count(3, { family: "unet", widths: [48, 96, 192, 384], blockDepth: 2 })).toBe(9_577_683);
  });

  it("the first is one convolution of 5 x 5; the table's 78 is that of a depthwise one on three channels", () => {
    expect(count(1, embedderNetworks.conv1)).toBe(5 * 5 + 1);
    expect(3 * count(1, embedderNetworks.conv1)).toBe(78);
  });
});
