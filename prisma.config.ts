import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

// `prisma generate` wants its schema engine to exist but never runs it: any file spares the download.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(import.meta.url);

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "" },
});
