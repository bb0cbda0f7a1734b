import { availableParallelism } from "node:os";
import * as onnxruntime from "onnxruntime-node";
import type { Engine, NamedInputs, NamedOutputs, Program } from "../graph/engine";
import type { Graph } from "../graph/graph";
import { type GraphMemory, memoryOf } from "../graph/memory";
import { type OnnxParts, toOnnxParts } from "../graph/onnx/onnx";
import { sizeOf } from "../tensor";
import type { Device } from "./devices";
import { orderedInputs } from "./inputs";
import { memoryBudget } from "./memory";
import { Residents } from "./residents";

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
  /** Bytes that sessions may hold together; unless told, SEEDBED_MEMORY or half of what is free. */
  readonly memory?: number;
}

/**
 * What its arena holds, over what a graph's values need: blocked copies of images, and blocks that are larger than what
 * lies in them. Measured with the descent through ten steps at 64 pixels, of 1 to 16 images: 2.1 to 2.3.
 */
const overhead = 2.3;

/**
 * onnxruntime: https://onnxruntime.ai. On the processor it picks its blocked kernels by itself. Where a device refuses
 * a session, the processor takes that one and all later ones.
 */
export class OnnxruntimeEngine implements Engine {
  readonly name = `onnxruntime ${onnxruntime.env.versions.node ?? onnxruntime.env.versions.common}`;
  readonly memory: number;
  device: Device;
  private readonly programs = new Map<Graph, Promise<OnnxruntimeProgram>>();
  private readonly residents: Residents<OnnxruntimeProgram>;

  constructor(private readonly options: OnnxruntimeOptions = {}) {
    this.device = options.device ?? "cpu";
    this.memory = options.memory ?? memoryBudget(process.env);
    this.residents = new Residents(this.memory);
  }

  /**
   * One session for every graph, kept until the program is disposed, or until others need its memory: then it is made
   * again at the program's next run.
   */
  compile(graph: Graph): Promise<Program> {
    const known = this.programs.get(graph);
    if (known) return known;
    const creating = this.start(graph);
    this.programs.set(graph, creating);
    creating.catch(() => this.programs.delete(graph));
    return creating;
  }

  memoryOf(graph: Graph): GraphMemory {
    const { constants, values } = memoryOf(graph);
    return { constants, values: values * overhead };
  }

  private async start(graph: Graph): Promise<OnnxruntimeProgram> {
    const { constants, values } = this.memoryOf(graph);
    const program = new OnnxruntimeProgram(graph, constants + values, {
      create: () => this.createSession(toOnnxParts(graph)),
      use: (one) => this.residents.use(one),
      rest: (one) => this.residents.forget(one),
      forget: (one) => {
        this.residents.forget(one);
        this.programs.delete(graph);
      },
    });
    await program.wake();
    return program;
  }

  private async createSession(parts: OnnxParts): Promise<onnxruntime.InferenceSession> {
    const { threads = availableParallelism(), spinning = false, warn } = this.options;
    const { device } = this;
    try {
      return await onnxruntime.InferenceSession.create(parts.model, {
        executionProviders: [{ name: device }],
        intraOpNumThreads: threads,
        externalData: parts.tensors,
        // Errors only: it warns of every constant that it folds away.
        logSeverityLevel: 3,
        extra: { session: { intra_op: { allow_spinning: spinning ? "1" : "0" } } },
      });
    } catch (error) {
      if (device === "cpu") throw error;
      this.device = "cpu";
      warn?.(`${device} refuses a session (${reasonOf(error)}). The cpu computes instead.`);
      return await this.createSession(parts);
    }
  }

  async dispose(): Promise<void> {
    const settled = await Promise.allSettled(this.programs.values());
    for (const one of settled) if (one.status === "fulfilled") await one.value.dispose();
  }
}

/** What a program asks of its engine. */
interface Keeper {
  create(): Promise<onnxruntime.InferenceSession>;
  use(program: OnnxruntimeProgram): Promise<void>;
  /** It holds no memory any more. */
  rest(program: OnnxruntimeProgram): void;
  forget(program: OnnxruntimeProgram): void;
}

class OnnxruntimeProgram implements Program {
  private session: Promise<onnxruntime.InferenceSession> | undefined;
  private running = 0;
  private disposed = false;

  constructor(
    readonly graph: Graph,
    readonly bytes: number,
    private readonly keeper: Keeper,
  ) {}

  get busy(): boolean {
    return this.running > 0;
  }

  /** Its session, made if there is none. */
  async wake(): Promise<onnxruntime.InferenceSession> {
    if (this.disposed) throw new Error(`${this.graph.name} was disposed`);
    const session = this.session ?? this.keeper.create();
    this.session = session;
    this.running += 1;
    try {
      const [created] = await Promise.all([session, this.keeper.use(this)]);
      return created;
    } catch (error) {
      this.session = undefined;
      this.keeper.rest(this);
      throw error;
    } finally {
      this.running -= 1;
    }
  }

  /** Gives the memory back; the next run makes another session. */
  async rest(): Promise<void> {
    const session = this.session;
    this.session = undefined;
    await (await session)?.release();
  }

  async run(inputs: NamedInputs): Promise<NamedOutputs> {
    const feeds: Record<string, onnxruntime.Tensor> = {};
    for (const [name, { shape, data }] of orderedInputs(this.graph, inputs))
      feeds[name] = new onnxruntime.Tensor("float32", data, shape);
    this.running += 1;
    try {
      return this.named(await (await this.wake()).run(feeds));
    } finally {
      this.running -= 1;
    }
  }

  private named(results: onnxruntime.InferenceSession.OnnxValueMapType): NamedOutputs {
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
    this.keeper.forget(this);
    await this.rest();
  }
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim();
}
