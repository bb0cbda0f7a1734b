import { type GraphNode, leaf } from "../node";
import type { Rules } from "../operations";

/**
 * An input of files only, since engines feed single precision: one number in double precision, as sines and then
 * cosines at `speeds` (radians for each unit of the number), rounded to single precision at the end.
 */
export interface Sinusoids {
  readonly kind: "sinusoids";
  readonly name: string;
  readonly speeds: readonly number[];
}

/** [1, 2 x speeds, 1, 1], from an input of shape [] named `name`. */
export function sinusoids(name: string, speeds: readonly number[]): GraphNode<Sinusoids> {
  return leaf({ kind: "sinusoids", name, speeds }, [1, 2 * speeds.length, 1, 1]);
}

const float = 1;

export const sinusoidsRules: Rules<Sinusoids> = {
  gradient: () => [],
  onnx({ operation: { name, speeds }, shape }, emitter) {
    const angles = emitter.node("Mul", [emitter.input(name, [], "double"), emitter.doubles(speeds)]);
    // Not Cos itself, which onnxruntime has in single precision only.
    const ahead = emitter.node("Add", [angles, emitter.doubles([Math.PI / 2])]);
    const waves = emitter.node("Sin", [emitter.node("Concat", [angles, ahead], { axis: 0 })]);
    return emitter.node("Reshape", [emitter.node("Cast", [waves], { to: float }), emitter.integers(shape)]);
  },
  tensorflow() {
    throw new Error("an input in double precision is of files only");
  },
};
