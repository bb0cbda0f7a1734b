import type { Tensor } from "../../tensor";
import type { GraphNode, Shape } from "../node";

/** Attributes: integers and lists of them, text, or a number that is to be a float. */
export type Attribute = number | readonly number[] | string | { readonly float: number };
export type Attributes = Readonly<Record<string, Attribute>>;

/** Values are single precision unless a rule says otherwise. */
export type Precision = "float" | "double";

export interface OnnxNode {
  readonly type: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Attributes;
}

export interface Initialiser {
  readonly name: string;
  readonly shape: Shape;
  readonly data: Float32Array | Float64Array | BigInt64Array;
}

/** Collects the parts of an ONNX model while the rules of operations emit them. */
export class OnnxEmitter {
  readonly nodes: OnnxNode[] = [];
  readonly initialisers: Initialiser[] = [];
  readonly inputs: { readonly name: string; readonly shape: Shape; readonly precision: Precision }[] = [];
  private readonly names = new Map<GraphNode, string>();
  private readonly literals = new Map<string, string>();
  private readonly tensors = new Map<Float32Array, string>();

  /** The name under which a node's result was emitted. */
  readonly nameOf = (node: GraphNode): string => {
    const name = this.names.get(node);
    if (name === undefined) throw new Error(`${node.operation.kind} ${node.id} is used before it is emitted`);
    return name;
  };

  emitted(node: GraphNode, name: string): void {
    this.names.set(node, name);
  }

  /** Adds an ONNX node and answers the name of its one output. An absent optional input is "". */
  node(type: string, inputs: readonly string[], attributes: Attributes = {}, domain = ""): string {
    const output = `${type}_${this.nodes.length}`;
    this.nodes.push({ type, domain, inputs, output, attributes });
    return output;
  }

  input(name: string, shape: Shape, precision: Precision = "float"): string {
    this.inputs.push({ name, shape, precision });
    return name;
  }

  constant({ shape, data }: Tensor, label?: string): string {
    const known = this.tensors.get(data);
    if (known !== undefined) return known;
    const name = this.initialise(label ?? `constant_${this.initialisers.length}`, shape, data);
    this.tensors.set(data, name);
    return name;
  }

  /** A scalar. */
  number(value: number): string {
    return this.literal(`number_${value}`, [], Float32Array.of(value));
  }

  /** Numbers that are the same wherever their name is, of shape [count] unless told. */
  numbers(values: readonly number[], name = `numbers_${values.join("_")}`, shape: Shape = [values.length]): string {
    return this.literal(name, shape, Float32Array.from(values));
  }

  doubles(values: readonly number[]): string {
    return this.literal(`doubles_${values.join("_")}`, [values.length], Float64Array.from(values));
  }

  integers(values: readonly number[]): string {
    return this.literal(`integers_${values.join("_")}`, [values.length], BigInt64Array.from(values, BigInt));
  }

  private literal(name: string, shape: Shape, data: Initialiser["data"]): string {
    const known = this.literals.get(name);
    if (known !== undefined) return known;
    this.literals.set(name, this.initialise(name, shape, data));
    return name;
  }

  private initialise(name: string, shape: Shape, data: Initialiser["data"]): string {
    this.initialisers.push({ name, shape, data });
    return name;
  }
}
