import { availableParallelism } from "node:os";
import * as onnxruntime from "onnxruntime-node";
import type { Engine, NamedInputs, NamedOutputs, Program } from "../graph/engine";
import type { Graph } from "../graph/graph";
import { toOnnx } from "../graph/onnx/onnx";
import { sizeOf } from "../tensor";
import type { Device } from "./devices";
import { orderedInputs } from "./inputs";

export interface OnnxruntimeOptions {
  /** The processor unless told. */
  readonly device?: Device;
  /** Told, in a sentence, why the device gave way to the processor. */
  readonly warn?: (message: string) => void;
  /** Threads of one computation; unless told, one for every core the system shows: left to itself, onnxruntime takes half of two. */
  readonly threads?: number;
  /**
   * Whether idle threads wait actively. Faster by a few per cent where the machine is otherwise idle; on a small one
   * that also serves people it takes their cores.
   */
  readonly spinning?: boolean;
}

/**
 * onnxruntime: https://onnxruntime.ai. On the processor it picks its blocked kernels by itself. Where a device refuses
 * a session, the processor takes that one and all later ones.
 */
export class OnnxruntimeEngine implements Engine {
  readonly name = `onnxruntime ${onnxruntime.env.versions.node ?? onnxruntime.env.versions.common}`;
  device: Device;
  private readonly programs = new Map<Graph, Promise<OnnxruntimeProgram>>();

  constructor(private readonly options: OnnxruntimeOptions = {}) {
    this.device = options.device ?? "cpu";
  }

  /** One session for every graph, kept until the program is disposed. */
  compile(graph: Graph): Promise<Program> {
    const known = this.programs.get(graph);
    if (known) return known;
    const creating = this.createSession(toOnnx(graph)).then(
      (session) => new OnnxruntimeProgram(graph, session, () => this.programs.delete(graph)),
    );
    this.programs.set(graph, creating);
    creating.catch(() => this.programs.delete(graph));
    return creating;
  }

  private async createSession(model: Uint8Array): Promise<onnxruntime.InferenceSession> {
    const { threads = availableParallelism(), spinning = false, warn } = this.options;
    const { device } = this;
    try {
      return await onnxruntime.InferenceSession.create(model, {
        executionProviders: [{ name: device }],
        intraOpNumThreads: threads,
        // Errors only: it warns of every constant that it folds away.
        logSeverityLevel: 3,
        extra: { session: { intra_op: { allow_spinning: spinning ? "1" : "0" } } },
      });
    } catch (error) {
      if (device === "cpu") throw error;
      this.device = "cpu";
      warn?.(`${device} refuses a session (${reasonOf(error)}). The cpu computes instead.`);
      return await this.createSession(model);
    }
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

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim();
}
