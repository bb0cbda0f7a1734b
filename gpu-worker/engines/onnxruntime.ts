import * as onnxruntime from "onnxruntime-node";
import type { Engine, NamedInputs, NamedOutputs, Program } from "../graph/engine";
import type { Graph } from "../graph/graph";
import { toOnnx } from "../graph/onnx/onnx";
import { sizeOf } from "../tensor";
import { orderedInputs } from "./inputs";

export interface OnnxruntimeOptions {
  /** Threads of one computation; 0 is one for every core. */
  readonly threads?: number;
  /**
   * Whether idle threads wait actively. Faster by a few per cent where the machine is otherwise idle; on a small one
   * that also serves people it takes their cores.
   */
  readonly spinning?: boolean;
}

/** onnxruntime on the processor: https://onnxruntime.ai. It picks its blocked kernels by itself. */
export class OnnxruntimeEngine implements Engine {
  readonly name = `onnxruntime ${onnxruntime.env.versions.node ?? onnxruntime.env.versions.common}`;
  readonly device = "cpu";
  private readonly programs = new Map<Graph, Promise<OnnxruntimeProgram>>();

  constructor(private readonly options: OnnxruntimeOptions = {}) {}

  /** One session for every graph, kept until the program is disposed. */
  compile(graph: Graph): Promise<Program> {
    const known = this.programs.get(graph);
    if (known) return known;
    const { threads = 0, spinning = false } = this.options;
    const creating = onnxruntime.InferenceSession.create(toOnnx(graph), {
      executionProviders: ["cpu"],
      intraOpNumThreads: threads,
      // Errors only: it warns of every constant that it folds away.
      logSeverityLevel: 3,
      extra: { session: { intra_op: { allow_spinning: spinning ? "1" : "0" } } },
    }).then((session) => new OnnxruntimeProgram(graph, session, () => this.programs.delete(graph)));
    this.programs.set(graph, creating);
    creating.catch(() => this.programs.delete(graph));
    return creating;
  }

  async dispose(): Promise<void> {
    const settled = await Promise.allSettled(this.programs.values());
    for (const one of settled) if (one.status === "fulfilled") await one.value.dispose();
  }
}

class OnnxruntimeProgram implements Program {
  private disposed = false;

  constructor(
    readonly graph: Graph,
    private readonly session: onnxruntime.InferenceSession,
    private readonly forget: () => void,
  ) {}

  async run(inputs: NamedInputs): Promise<NamedOutputs> {
    const feeds: Record<string, onnxruntime.Tensor> = {};
    for (const [name, { shape, data }] of orderedInputs(this.graph, inputs))
      feeds[name] = new onnxruntime.Tensor("float32", data, shape);
    const results = await this.session.run(feeds);
    const outputs: Record<string, { shape: readonly number[]; data: Float32Array }> = {};
    for (const [name, { shape }] of this.graph.outputs) {
      const data = results[name]?.data;
      if (!(data instanceof Float32Array) || data.length !== sizeOf(shape))
        throw new Error(`${this.graph.name} gave no ${name}`);
      outputs[name] = { shape, data };
    }
    return outputs;
  }

  async dispose(): Promise<void> {
    if (this.disposed) return;
    this.disposed = true;
    this.forget();
    await this.session.release();
  }
}
