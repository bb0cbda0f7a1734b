import type { Tensor } from "../tensor";
import type { Graph } from "./graph";
import type { GraphMemory } from "./memory";

export type NamedInputs = Readonly<Record<string, Tensor>>;
export type NamedOutputs = Readonly<Record<string, Tensor>>;

/** A graph made ready to run. */
export interface Program {
  readonly graph: Graph;
  /** Throws a programmer's error where an input is missing or has another shape than the graph's. */
  run(inputs: NamedInputs): Promise<NamedOutputs>;
  /** Frees what the engine holds for it; it cannot be run afterwards. */
  dispose(): Promise<void>;
}

/** What computes graphs. The science knows of no other thing of an engine's. */
export interface Engine {
  /** Such as "onnxruntime 1.30.0". */
  readonly name: string;
  /** Such as "cpu" or "webgpu". */
  readonly device: string;
  /** Bytes that its programs may take together. */
  readonly memory: number;
  compile(graph: Graph): Promise<Program>;
  /** What a graph would take, compiled and run. */
  memoryOf(graph: Graph): GraphMemory;
  /** Disposes all its programs. */
  dispose(): Promise<void>;
}
