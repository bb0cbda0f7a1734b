import { basename, join } from "node:path";
import { findModels, loadModel, type Model } from "../gpu-worker/models/model";
import { Problem } from "../protocol/errors";
import { Complaint, detailOf } from "./complaint";
import { exists, isFolder } from "./files";

/**
 * The folder that MODEL names: a folder path, or the name of a model that is installed.
 * Throws a Complaint that lists the installed models if there is none of that name.
 */
export async function findModel(nameOrFolder: string): Promise<string> {
  const folders = await findModels();
  const installed = folders.find((folder) => basename(folder) === nameOrFolder);
  if (installed) return installed;
  if (await isFolder(nameOrFolder)) {
    if (await exists(join(nameOrFolder, "model.json"))) return nameOrFolder;
    throw new Complaint("model_not_found", `${nameOrFolder} is not a model's folder: it holds no model.json.`);
  }
  if (await exists(nameOrFolder))
    throw new Complaint("not_a_folder", `${nameOrFolder} is a file. Name the model's folder.`);
  const names = folders.map((folder) => basename(folder));
  const choice = names.length > 0 ? `Choose one of ${names.join(", ")}, or name a model's folder.` : "Name its folder.";
  throw new Complaint("model_not_found", `There is no model ${nameOrFolder}. ${choice}`);
}

/** Throws a Problem that names the tensor if the weights are refused, a Complaint if the folder cannot be read. */
export async function readModel(folder: string): Promise<Model> {
  try {
    return await loadModel(folder);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "bad_request") throw error;
    throw new Complaint("model_not_readable", `The model in ${folder} cannot be read: ${detailOf(error)}.`);
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
