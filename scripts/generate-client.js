// Generates Prisma's client from prisma/schema.prisma, unless the one that is there was made from the same schema by
// the same Prisma. Offline; under 0.1 s where there is nothing to do.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const generated = join(root, "server", "database", "generated");
const stamp = join(generated, "schema.sha256");
const prismaPackage = createRequire(import.meta.url).resolve("prisma/package.json");

const hash = createHash("sha256");
for (const file of [join(root, "prisma", "schema.prisma"), join(root, "prisma.config.ts"), prismaPackage]) {
  hash.update(readFileSync(file));
}
const wanted = hash.digest("hex");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  const prisma = join(dirname(prismaPackage), "build", "index.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [prisma, "generate", "--no-hints"], {
    cwd: root,
    encoding: "utf8",
  });
  if (status !== 0) {
    process.stderr.write(`Prisma's client could not be generated.\n${stdout}${stderr}`);
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}
