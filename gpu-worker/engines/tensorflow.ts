import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import util from "node:util";
import type { Engine, NamedInputs, NamedOutputs, Program } from "../graph/engine";
import { type Graph, inOrder, lastUses } from "../graph/graph";
import { type GraphMemory, memoryOf } from "../graph/memory";
import type { GraphNode } from "../graph/node";
import { rulesOf } from "../graph/operations";
import { isConstant } from "../graph/operations/leaf";
import type { Interpreter, Tensorflow, TensorflowTensor } from "../graph/tensorflow/interpreter";
import { fromHeld, hold } from "../graph/tensorflow/layout";
import type { Tensor } from "../tensor";
import { orderedInputs } from "./inputs";

/** What TensorFlow.js computes on, the preferred first, and the package that brings it. */
export const tensorflowPackages = {
  cuda: "@tensorflow/tfjs-node-gpu",
  cpu: "@tensorflow/tfjs-node",
  /** Plain JavaScript on one thread: for tests, and for small models. */
  javascript: "@tensorflow/tfjs-backend-cpu",
} as const;
export type TensorflowDevice = keyof typeof tensorflowPackages;
export const tensorflowDevices = Object.keys(tensorflowPackages) as TensorflowDevice[];

/**
 * TensorFlow.js: https://www.tensorflow.org/js. Runs a graph operation by operation, gradients included: it is the
 * graph that is differentiated, since TensorFlow.js' own gradient of bilinear resizing is wrong.
 */
export class TensorflowEngine implements Engine {
  readonly name: string;
  private readonly programs = new Map<Graph, TensorflowProgram>();

  constructor(
    private readonly tf: Tensorflow,
    readonly device: TensorflowDevice,
    readonly memory: number,
  ) {
    this.name = `tensorflow.js ${tf.version_core}`;
  }

  async compile(graph: Graph): Promise<Program> {
    const known = this.programs.get(graph);
    if (known) return known;
    const program = new TensorflowProgram(graph, this.tf, () => this.programs.delete(graph));
    this.programs.set(graph, program);
    return program;
  }

  memoryOf(graph: Graph): GraphMemory {
    return memoryOf(graph);
  }

  async dispose(): Promise<void> {
    for (const program of [...this.programs.values()]) await program.dispose();
  }
}

class TensorflowProgram implements Program {
  /** Values that no input changes, computed once; the others in order, and after which of them each is of no more use. */
  private readonly constants = new Map<GraphNode, TensorflowTensor>();
  private readonly order: readonly GraphNode[];
  private readonly lastUses: ReadonlyMap<GraphNode, GraphNode>;

  constructor(
    readonly graph: Graph,
    private readonly tf: Tensorflow,
    private readonly forget: () => void,
  ) {
    const all = inOrder(graph.outputs.values());
    this.order = all.filter((node) => !isConstant(node));
    this.lastUses = lastUses(this.order, graph.outputs.values());
    const wanted = new Set([...graph.outputs.values(), ...this.order.flatMap(({ inputs }) => inputs)]);
    tf.tidy(() => {
      const values = new Map<GraphNode, TensorflowTensor>();
      for (const node of all.filter(isConstant)) {
        const value = this.compute(node, values, {});
        values.set(node, value);
        if (wanted.has(node)) this.constants.set(node, tf.keep(tf.clone(value)));
      }
    });
  }

  async run(inputs: NamedInputs): Promise<NamedOutputs> {
    const { tf, graph } = this;
    const given = Object.fromEntries(orderedInputs(graph, inputs));
    const computed = tf.tidy(() => {
      const values = new Map(this.constants);
      for (const node of this.order) {
        values.set(node, this.compute(node, values, given));
        for (const input of new Set(node.inputs)) {
          if (this.lastUses.get(input) !== node || this.constants.has(input)) continue;
          values.get(input)?.dispose();
          values.delete(input);
        }
      }
      return Object.fromEntries(
        [...graph.outputs].map(([name, node]) => [name, tf.clone(fromHeld(tf, valueIn(node, values)))]),
      );
    });
    const outputs: Record<string, Tensor> = {};
    for (const [name, { shape }] of graph.outputs) {
      const data = await computed[name]?.data();
      if (!(data instanceof Float32Array)) throw new Error(`${graph.name} gave no ${name}`);
      outputs[name] = { shape, data };
    }
    tf.dispose(computed);
    return outputs;
  }

  private compute(
    node: GraphNode,
    values: ReadonlyMap<GraphNode, TensorflowTensor>,
    given: Readonly<Record<string, Tensor>>,
  ): TensorflowTensor {
    const { tf } = this;
    const interpreter: Interpreter = {
      tf,
      hold: (tensor) => hold(tf, tensor),
      given(name) {
        const tensor = given[name];
        if (!tensor) throw new Error(`there is no input ${name}`);
        return hold(tf, tensor);
      },
    };
    const operands = node.inputs.map((input) => valueIn(input, values));
    // What a rule needs on its way goes at once; its result is a value of its own, even where nothing had to be done.
    return tf.tidy(() => tf.clone(rulesOf(node).tensorflow(node, operands, interpreter)));
  }

  async dispose(): Promise<void> {
    this.tf.dispose([...this.constants.values()]);
    this.constants.clear();
    this.forget();
  }
}

function valueIn(node: GraphNode, values: ReadonlyMap<GraphNode, TensorflowTensor>): TensorflowTensor {
  const value = values.get(node);
  if (!value) throw new Error(`${node.operation.kind} ${node.id} is used before it is computed`);
  return value;
}

/** Throws, with the reason in words, where the package or what it stands on is not installed. */
export async function loadTensorflow(device: TensorflowDevice): Promise<Tensorflow> {
  // Gone since Node 23, and still called by the packages that bind TensorFlow.
  const known = util as { isNullOrUndefined?: (value: unknown) => boolean };
  known.isNullOrUndefined ??= (value) => value === null || value === undefined;
  const require = createRequire(import.meta.url);
  const name = tensorflowPackages[device];
  if (device !== "javascript") {
    // Looked for before the package is loaded, which leaves half of itself behind where its binding is missing.
    const folder = dirname(require.resolve(`${name}/package.json`));
    if (!(await hasBinding(folder))) throw new Error(`${name} is here without TensorFlow itself`);
    const tf = require(name) as Tensorflow;
    await tf.ready();
    const { isUsingGpuDevice } = tf.backend() as { isUsingGpuDevice?: boolean };
    if (device === "cuda" && isUsingGpuDevice === false) throw new Error(`${name} sees no graphics processor`);
    return tf;
  }
  require(name);
  const tf = require("@tensorflow/tfjs-core") as Tensorflow;
  // Or it advises people to install what the doctor speaks of.
  tf.env().set("IS_TEST", true);
  await tf.setBackend("cpu");
  return tf;
}

async function hasBinding(folder: string): Promise<boolean> {
  const found = await readdir(join(folder, "lib"), { recursive: true }).catch(() => []);
  return found.some((file) => basename(file) === "tfjs_binding.node");
}
