import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "./freshness.js";

const [name, ...rest] = process.argv.slice(2);
const names = readdirSync(join(projectFolder, "bench"))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -".ts".length))
  .sort();

if (!name || !names.includes(name)) {
  console.error(`Usage: npm run bench -- NAME [--json]\nNAME is one of: ${names.join(", ")}`);
  process.exit(2);
}
const child = spawn(process.execPath, ["--import", "tsx", join("bench", `${name}.ts`), ...rest], {
  cwd: projectFolder,
  env: { ...process.env, NODE_ENV: "production" },
  stdio: "inherit",
});
child.on("exit", (code) => process.exit(code ?? 1));
