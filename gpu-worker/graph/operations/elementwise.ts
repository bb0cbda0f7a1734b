import { derive, type GraphNode } from "../node";
import type { Rules } from "../operations";
import type { TensorflowTensor } from "../tensorflow/interpreter";
import { add, divide, multiply, scale, subtract } from "./arithmetic";
import { scalar } from "./leaf";

export interface Elementwise {
  readonly kind: "sigmoid" | "absolute" | "sign" | "square" | "squareRoot";
}

export function sigmoid(node: GraphNode): GraphNode {
  return derive({ kind: "sigmoid" }, [node], node.shape);
}

export function absolute(node: GraphNode): GraphNode {
  return derive({ kind: "absolute" }, [node], node.shape);
}

/** -1, 0 or 1. Its own gradient counts as zero. */
export function sign(node: GraphNode): GraphNode {
  return derive({ kind: "sign" }, [node], node.shape);
}

export function square(node: GraphNode): GraphNode {
  return derive({ kind: "square" }, [node], node.shape);
}

export function squareRoot(node: GraphNode): GraphNode {
  return derive({ kind: "squareRoot" }, [node], node.shape);
}

const tensorflowNames = {
  sigmoid: "sigmoid",
  absolute: "abs",
  sign: "sign",
  square: "square",
  squareRoot: "sqrt",
} as const;

export const elementwiseRules: Rules<Elementwise> = {
  gradient(node, arriving) {
    const [operand] = node.inputs as readonly [GraphNode];
    switch (node.operation.kind) {
      case "sigmoid":
        return [multiply(arriving, multiply(node, subtract(scalar(1), node)))];
      case "absolute":
        return [multiply(arriving, sign(operand))];
      case "sign":
        return [scale(arriving, 0)];
      case "square":
        return [multiply(arriving, scale(operand, 2))];
      case "squareRoot":
        return [divide(scale(arriving, 0.5), node)];
    }
  },
  onnx({ operation, inputs }, emitter) {
    const [operand] = inputs.map(emitter.nameOf) as [string];
    switch (operation.kind) {
      case "sigmoid":
        return emitter.node("Sigmoid", [operand]);
      case "absolute":
        return emitter.node("Abs", [operand]);
      case "square":
        return emitter.node("Mul", [operand, operand]);
      case "squareRoot":
        return emitter.node("Sqrt", [operand]);
      case "sign": {
        // Not Sign itself: on WebGPU that would run on the processor.
        const zero = emitter.number(0);
        const positive = emitter.node("Greater", [operand, zero]);
        const negative = emitter.node("Less", [operand, zero]);
        const notPositive = emitter.node("Where", [negative, emitter.number(-1), zero]);
        return emitter.node("Where", [positive, emitter.number(1), notPositive]);
      }
    }
  },
  tensorflow: ({ operation }, [operand], { tf }) => tf[tensorflowNames[operation.kind]](operand as TensorflowTensor),
};

/** x * sigmoid(x), with the sigmoid as second input because the gradient wants both. */
export interface Swish {
  readonly kind: "swish";
}

export function swish(node: GraphNode): GraphNode {
  return derive({ kind: "swish" }, [node, sigmoid(node)], node.shape);
}

export const swishRules: Rules<Swish> = {
  // The whole gradient goes to x: dy (s + y (1 - s)).
  gradient(node, arriving) {
    const slope = node.inputs[1] as GraphNode;
    return [multiply(arriving, add(slope, multiply(node, subtract(scalar(1), slope)))), undefined];
  },
  onnx: ({ inputs }, emitter) => emitter.node("Mul", inputs.map(emitter.nameOf)),
  tensorflow: (_, [operand, slope], { tf }) => tf.mul(operand as TensorflowTensor, slope as TensorflowTensor),
};

/** `clip` limits a value; `within` is 1 where it lies inside the limits and 0 outside. */
export interface Limits {
  readonly kind: "clip" | "within";
  readonly least: number;
  readonly most: number;
}

export function clip(node: GraphNode, least: number, most: number): GraphNode {
  return derive({ kind: "clip", least, most }, [node], node.shape);
}

export const limitsRules: Rules<Limits> = {
  gradient({ operation: { kind, least, most }, inputs }, arriving) {
    const [operand] = inputs as readonly [GraphNode];
    if (kind === "within") return [scale(arriving, 0)];
    return [multiply(arriving, derive({ kind: "within", least, most }, [operand], operand.shape))];
  },
  onnx({ operation: { kind, least, most }, inputs }, emitter) {
    const [operand] = inputs.map(emitter.nameOf) as [string];
    const limits = [emitter.number(least), emitter.number(most)] as const;
    if (kind === "clip") return emitter.node("Clip", [operand, ...limits]);
    const zero = emitter.number(0);
    const notAbove = emitter.node("Where", [emitter.node("Greater", [operand, limits[1]]), zero, emitter.number(1)]);
    return emitter.node("Where", [emitter.node("Less", [operand, limits[0]]), zero, notAbove]);
  },
  tensorflow({ operation: { kind, least, most } }, values, { tf }) {
    const [operand] = values as readonly [TensorflowTensor];
    if (kind === "clip") return tf.clipByValue(operand, least, most);
    return tf.cast(tf.logicalAnd(tf.greaterEqual(operand, least), tf.lessEqual(operand, most)), "float32");
  },
};
