import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
// Comes with adapter-pg, in the same version.
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { projectRoot } from "../server/database/project-root";

/** What the package's glue code exports beside what its types tell. */
interface Glue {
  readonly SchemaEngine: typeof SchemaEngine;
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
}

/** The glue code keeps one instance's memory in mind, so there must be only one. */
let glue: Promise<Glue> | undefined;

/**
 * The SQL that takes the database at `connectionString` to where prisma/schema.prisma is; empty where it is there.
 * Prisma's own schema engine compares them, as WebAssembly: the CLI would download a binary.
 */
export async function missingSql(connectionString: string): Promise<string> {
  const folder = join(projectRoot(), "prisma");
  const path = join(folder, "schema.prisma");
  const files = [{ path, content: await readFile(path, "utf8") }];
  glue ??= loadGlue();
  const { SchemaEngine } = await glue;
  const pool = catalogPool(connectionString);
  const adapter = bindMigrationAwareSqlAdapterFactory(new CatalogAdapter(pool));
  try {
    const datamodels = files.map(({ path, content }): [string, string] => [path, content]);
    const engine = await SchemaEngine.new({ datamodels }, () => undefined, adapter);
    const { stdout } = await engine.diff({
      from: { tag: "schemaDatasource", files, configDir: folder },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return (stdout ?? "").replace("-- This is an empty migration.", "").trim();
  } finally {
    await pool.end();
  }
}

async function loadGlue(): Promise<Glue> {
  const name = "@prisma/schema-engine-wasm/schema_engine_bg";
  const file = createRequire(import.meta.url).resolve(name);
  const glue: Glue & WebAssembly.ModuleImports = await import(name);
  const bytes = await readFile(join(dirname(file), "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  const { __wbindgen_start: start } = instance.exports;
  if (typeof start !== "function") throw new Error("Prisma's schema engine does not load as it used to.");
  start();
  return glue;
}

// The adapter refuses the two types that only Postgres's own catalog has, which is what the engine reads:
// `name` is told as text, and columns of "char" are marked here and told as single characters below.
const [charType, nameType, textType] = [18, 19, 25];
const charMark = "\u0000char";

function catalogPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString });
  const query: (config: pg.QueryConfig) => Promise<pg.QueryResult> = pool.query.bind(pool);
  return Object.assign(pool, {
    query: async (config: pg.QueryConfig) => {
      const result = await query(config);
      for (const field of result.fields) {
        if (field.dataTypeID === charType) field.name += charMark;
        if (field.dataTypeID === charType || field.dataTypeID === nameType) field.dataTypeID = textType;
      }
      return result;
    },
  });
}

class CatalogAdapter extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const { columnNames, columnTypes, rows } = await queryRaw(query);
      return {
        columnNames: columnNames.map((name) => name.replace(charMark, "")),
        columnTypes: columnTypes.map((type, column) =>
          columnNames[column]?.endsWith(charMark) ? ColumnTypeEnum.Character : type,
        ),
        rows,
      };
    };
    return adapter;
  }
}
