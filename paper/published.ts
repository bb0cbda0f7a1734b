/** What the paper reports (Asperti, Evangelista, Marro, Merizzi, Image Embedding for Denoising Generative Models): mean squared errors, pixels 0..1. */
export const published = {
  /** Table 1, by network; parameters are those for CelebA. */
  table1: {
    conv1: { label: "1 convolution, 5 x 5", parameters: 78, fashion: 0.0152, flowers: 0.0372 },
    "conv3-16": { label: "3 convolutions, 16 channels", parameters: 7_233, fashion: 0.00523, flowers: 0.0194 },
    "conv3-64": { label: "3 convolutions, 64 channels", parameters: 105_729, fashion: 0.00454, flowers: 0.0153 },
    "conv5-128": { label: "2 + 3 convolutions, 128 channels", parameters: 859_009, fashion: 0.00172, flowers: 0.00882 },
    unet: { label: "U-Net", parameters: 9_577_683, fashion: 0.00089, flowers: 0.00248 },
  },
  /** Table 2, CelebA, by the U-Net. */
  table2: { data: 0.00147, generated: 0.00074 },
  /** Section 5.2, CelebA: the U-Net's seeds, and refined by descent. */
  refinement: { before: 0.00147, after: 0.00058 },
} as const;

/** Which of the paper's data sets a model's are to be held against. */
export function paperDataOf(modelId: string): "fashion" | "flowers" | undefined {
  return (["fashion", "flowers"] as const).find((name) => modelId.startsWith(name));
}
