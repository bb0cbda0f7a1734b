import { broadcastShape, derive, type GraphNode } from "../node";
import type { Rules } from "../operations";
import type { TensorflowTensor } from "../tensorflow/interpreter";
import { alignedTo } from "../tensorflow/layout";
import { scalar } from "./leaf";
import { sumTo } from "./shape";

/** Number by number, with NumPy's broadcasting. */
export interface Arithmetic {
  readonly kind: "add" | "subtract" | "multiply" | "divide";
}

export function add(one: GraphNode, other: GraphNode): GraphNode {
  return combine("add", one, other);
}

export function subtract(one: GraphNode, other: GraphNode): GraphNode {
  return combine("subtract", one, other);
}

export function multiply(one: GraphNode, other: GraphNode): GraphNode {
  return combine("multiply", one, other);
}

export function divide(one: GraphNode, other: GraphNode): GraphNode {
  return combine("divide", one, other);
}

export function scale(node: GraphNode, factor: number): GraphNode {
  return factor === 1 ? node : multiply(node, scalar(factor));
}

function combine(kind: Arithmetic["kind"], one: GraphNode, other: GraphNode): GraphNode {
  return derive({ kind }, [one, other], broadcastShape(one.shape, other.shape));
}

const tensorflowNames = { add: "add", subtract: "sub", multiply: "mul", divide: "div" } as const;
const names = { add: "Add", subtract: "Sub", multiply: "Mul", divide: "Div" } as const;

export const arithmeticRules: Rules<Arithmetic> = {
  gradient(node, arriving, needed) {
    const [one, other] = node.inputs as readonly [GraphNode, GraphNode];
    const [left, right] = sides(node, one, other, arriving);
    return [needed[0] ? sumTo(left(), one.shape) : undefined, needed[1] ? sumTo(right(), other.shape) : undefined];
  },
  onnx: ({ operation, inputs }, emitter) => emitter.node(names[operation.kind], inputs.map(emitter.nameOf)),
  tensorflow({ operation, shape }, values, { tf }) {
    const [one, other] = values.map((value) => alignedTo(tf, value, shape.length)) as [
      TensorflowTensor,
      TensorflowTensor,
    ];
    return tf[tensorflowNames[operation.kind]](one, other);
  },
};

function sides(
  node: GraphNode<Arithmetic>,
  one: GraphNode,
  other: GraphNode,
  arriving: GraphNode,
): readonly [left: () => GraphNode, right: () => GraphNode] {
  switch (node.operation.kind) {
    case "add":
      return [() => arriving, () => arriving];
    case "subtract":
      return [() => arriving, () => scale(arriving, -1)];
    case "multiply":
      return [() => multiply(arriving, other), () => multiply(arriving, one)];
    case "divide":
      return [() => divide(arriving, other), () => scale(divide(multiply(arriving, node), other), -1)];
  }
}
