import type { Group } from "h5wasm";
import { Problem } from "../../protocol/errors";
import type { Tensor } from "../tensor";

let opened = 0;

/**
 * Every array of single or double precision in an HDF5 file, by its path, such as `conv2d/kernel:0`; as single
 * precision. Text and whole numbers are left out. Throws `bad_request` where it is no HDF5 file, or is damaged.
 */
export async function readHdf5(bytes: Uint8Array): Promise<ReadonlyMap<string, Tensor>> {
  // Loaded only when needed: it is four megabytes, and most who start the worker or the command line need none of it.
  const hdf5 = await import("h5wasm");
  const library = await hdf5.ready;
  // Else the library prints what goes wrong, and goes on.
  library.activate_throwing_error_handler();
  // In the library's own file system, which lies in memory.
  const path = `/${opened++}.h5`;
  library.FS.writeFile(path, bytes);
  try {
    const file = new hdf5.File(path, "r");
    try {
      return new Map(arraysIn(hdf5, file, ""));
    } finally {
      file.close();
    }
  } catch (error) {
    throw new Problem("bad_request", `it is no HDF5 file, or a damaged one: ${reasonOf(error)}`);
  } finally {
    library.FS.unlink(path);
  }
}

type Hdf5 = typeof import("h5wasm");

function* arraysIn(hdf5: Hdf5, group: Group, prefix: string): Generator<[string, Tensor]> {
  for (const name of group.keys()) {
    const path = `${prefix}${name}`;
    const entity = group.get(name);
    if (entity instanceof hdf5.Group) yield* arraysIn(hdf5, entity, `${path}/`);
    if (!(entity instanceof hdf5.Dataset)) continue;
    const { value, shape } = entity;
    if (value instanceof Float32Array || value instanceof Float64Array)
      yield [path, { shape: shape ?? [], data: Float32Array.from(value) }];
  }
}

/** The library tells its whole stack, a line for each function; the innermost is the last that gives a reason. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return [...message.matchAll(/\(\): (.+)/g)].at(-1)?.[1] ?? message;
}
