/**
 * Philox4x32-10, a counter-based generator: block i of stream `key` is a keyed permutation of i, so that any part of
 * a stream can be drawn by itself. Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3 (2011).
 */
const multipliers = [0xd2511f53, 0xcd9e8d57] as const;
const increments = [0x9e3779b9, 0xbb67ae85] as const;
const rounds = 10;

export type Block = readonly [number, number, number, number];

/** Four uint32 of the counter's block; counter and key are given in words, lowest first. */
export function philox(counter: Block, key: readonly [number, number]): Block {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < rounds; round++) {
    const high0 = highWord(multipliers[0], c0);
    const low0 = Math.imul(multipliers[0], c0) >>> 0;
    const high1 = highWord(multipliers[1], c2);
    const low1 = Math.imul(multipliers[1], c2) >>> 0;
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
    k0 = (k0 + increments[0]) >>> 0;
    k1 = (k1 + increments[1]) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/** The upper 32 bits of the 64-bit product of two uint32. */
function highWord(one: number, other: number): number {
  const oneLow = one & 0xffff;
  const oneHigh = one >>> 16;
  const otherLow = other & 0xffff;
  const otherHigh = other >>> 16;
  const cross = oneHigh * otherLow + ((oneLow * otherLow) >>> 16);
  const carry = (cross & 0xffff) + oneLow * otherHigh;
  return (oneHigh * otherHigh + Math.floor(cross / 0x10000) + Math.floor(carry / 0x10000)) >>> 0;
}
