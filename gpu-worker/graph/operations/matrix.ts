import { derive, type GraphNode } from "../node";
import type { Rules } from "../operations";
import type { TensorflowTensor } from "../tensorflow/interpreter";

/** Product of two matrices, each possibly transposed first. */
export interface MatrixProduct {
  readonly kind: "matrixProduct";
  readonly transposeLeft: boolean;
  readonly transposeRight: boolean;
}

export function matrixProduct(
  left: GraphNode,
  right: GraphNode,
  { transposeLeft = false, transposeRight = false } = {},
): GraphNode {
  const [rows, inner] = sidesOf(left, transposeLeft);
  const [innerToo, columns] = sidesOf(right, transposeRight);
  if (inner !== innerToo) throw new Error(`${inner} columns and ${innerToo} rows do not fit together`);
  return derive({ kind: "matrixProduct", transposeLeft, transposeRight }, [left, right], [rows, columns]);
}

function sidesOf({ shape }: GraphNode, transposed: boolean): readonly [number, number] {
  const [rows, columns, ...more] = shape;
  if (rows === undefined || columns === undefined || more.length > 0) throw new Error("a matrix has two axes");
  return transposed ? [columns, rows] : [rows, columns];
}

export const matrixProductRules: Rules<MatrixProduct> = {
  gradient({ operation: { transposeLeft, transposeRight }, inputs }, arriving) {
    const [left, right] = inputs as readonly [GraphNode, GraphNode];
    return [
      transposeLeft
        ? matrixProduct(right, arriving, { transposeLeft: transposeRight, transposeRight: true })
        : matrixProduct(arriving, right, { transposeRight: !transposeRight }),
      transposeRight
        ? matrixProduct(arriving, left, { transposeLeft: true, transposeRight: transposeLeft })
        : matrixProduct(left, arriving, { transposeLeft: !transposeLeft }),
    ];
  },
  onnx: ({ operation, inputs }, emitter) =>
    emitter.node("Gemm", inputs.map(emitter.nameOf), {
      transA: Number(operation.transposeLeft),
      transB: Number(operation.transposeRight),
    }),
  tensorflow: ({ operation: { transposeLeft, transposeRight } }, [left, right], { tf }) =>
    tf.matMul(left as TensorflowTensor, right as TensorflowTensor, transposeLeft, transposeRight),
};
