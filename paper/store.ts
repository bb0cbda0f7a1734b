import { createHash } from "node:crypto";
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { makeFolder, replaceFile } from "../gpu-worker/files/replace";

const Entry = z.object({ of: z.string(), seconds: z.number(), result: z.unknown() });
const Results = z.record(z.string(), Entry);

/** What was computed already, in `results.json` and the figures beside it. */
export class Store {
  private constructor(
    readonly folder: string,
    private readonly entries: Map<string, z.infer<typeof Entry>>,
  ) {}

  /** A file that is none of ours counts as empty. */
  static async open(folder: string): Promise<Store> {
    await makeFolder(folder);
    const text = await readFile(join(folder, "results.json"), "utf8").catch(() => "{}");
    return new Store(folder, new Map(Object.entries(parsed(text))));
  }

  /**
   * The result of a part: the one that is stored where it was made of the same inputs, and its `file` is still there,
   * else what `compute` makes, which is stored at once.
   */
  async part<Result>(name: string, inputs: unknown, compute: () => Promise<Result>, file?: string): Promise<Result> {
    const of = createHash("sha256").update(JSON.stringify(inputs)).digest("hex").slice(0, 16);
    const known = this.entries.get(name);
    if (known?.of === of && (file === undefined || (await this.has(file)))) return known.result as Result;
    const started = performance.now();
    const result = await compute();
    this.entries.set(name, { of, seconds: (performance.now() - started) / 1000, result });
    const sorted = [...this.entries].sort(([one], [other]) => (one < other ? -1 : 1));
    await replaceFile(join(this.folder, "results.json"), `${JSON.stringify(Object.fromEntries(sorted))}\n`);
    return result;
  }

  private async has(file: string): Promise<boolean> {
    return await access(join(this.folder, file)).then(
      () => true,
      () => false,
    );
  }

  async figure(name: string, bytes: Uint8Array): Promise<string> {
    await replaceFile(join(this.folder, name), bytes);
    return name;
  }
}

function parsed(text: string): z.infer<typeof Results> {
  try {
    return Results.safeParse(JSON.parse(text)).data ?? {};
  } catch {
    return {};
  }
}
