import { constants } from "node:fs";
import { access, readFile, realpath, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { replaceFile } from "../gpu-worker/files/replace";
import { Complaint } from "./complaint";

/** The bytes of a file. Throws a Complaint if it is missing, a folder, or not readable. */
export async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw complaintOf(error, path);
  }
}

/** Writes a whole file or none: a reader never sees half of it, and a failure leaves what was there. */
export async function writeBytes(path: string, bytes: Uint8Array): Promise<void> {
  const target = await realpath(path).catch(() => path);
  await replaceFile(target, bytes, notWritable(path));
}

/** Makes sure, before anything is computed, that these files can be written: throws a Complaint for the first that cannot. */
export async function expectWritable(paths: readonly (string | undefined)[]): Promise<void> {
  for (const path of paths) {
    if (path === undefined) continue;
    const folder = dirname(resolve(path));
    if (!(await isFolder(folder))) throw new Complaint("folder_missing", `There is no folder ${folder} to write into.`);
    if (await isFolder(path)) throw new Complaint("file_is_a_folder", `${path} is a folder. Name a file to write.`);
    for (const target of (await exists(path)) ? [folder, path] : [folder])
      await access(target, constants.W_OK).catch((error: unknown) => {
        throw notWritable(path)(target, error);
      });
  }
}

function notWritable(path: string) {
  return (_: string, error: unknown) =>
    new Complaint("file_not_writable", `${path} cannot be written (${reasonOf(error)}).`);
}

export async function isFolder(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

export async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

function complaintOf(error: unknown, path: string): Complaint {
  const reason = reasonOf(error);
  if (reason === "ENOENT" || reason === "ENOTDIR")
    return new Complaint("file_missing", `There is no file ${path}. Check its name.`);
  if (reason === "EISDIR") return new Complaint("file_is_a_folder", `${path} is a folder. Name a file in it.`);
  return new Complaint("file_not_readable", `${path} cannot be read (${reason}). Check who may read it.`);
}

function reasonOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
