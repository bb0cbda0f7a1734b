// npm leaves the packages of other platforms out of package-lock.json where the registry it asks does not carry them,
// and `npm ci` then refuses the lockfile. This adds them back, so that one lockfile serves every platform.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const operatingSystems = ["android", "darwin", "freebsd", "linux", "openbsd", "netbsd", "sunos", "aix", "win32"];
const processors = ["arm64", "arm", "x64", "ia32", "wasm32", "riscv64", "s390x", "ppc64", "loong64", "mips64el"];
const libraries = { musl: "musl", gnu: "glibc" };

/** What a package such as `@biomejs/cli-linux-x64-musl` runs on, as its name tells; undefined where it does not. */
function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = operatingSystems.find((word) => words.includes(word));
  const cpu = processors.find((word) => words.includes(word));
  const libc = Object.keys(libraries).find((word) => words.includes(word));
  if (!cpu) return undefined;
  return { ...(os && { os: [os] }), cpu: [cpu], ...(libc && { libc: [libraries[libc]] }) };
}

/** The optional packages that `lockfile` names but does not describe: [place, description]. */
export function missingPackages(lockfile) {
  const missing = new Map();
  for (const [place, entry] of Object.entries(lockfile.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const known = [`${place}/node_modules/${name}`, `node_modules/${name}`].some((at) => lockfile.packages[at]);
      const platform = platformOf(name);
      if (known || !platform || !/^\d/.test(version)) continue;
      missing.set(`node_modules/${name}`, { version, ...(entry.dev && { dev: true }), ...platform, optional: true });
    }
  }
  return [...missing];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lockfile = JSON.parse(readFileSync("package-lock.json", "utf8"));
  const added = missingPackages(lockfile);
  const packages = Object.entries({ ...lockfile.packages, ...Object.fromEntries(added) });
  packages.sort(([left], [right]) => left.localeCompare(right, "en"));
  lockfile.packages = Object.fromEntries(packages);
  writeFileSync("package-lock.json", `${JSON.stringify(lockfile, null, 2)}\n`);
  console.log(`${added.length} packages of other platforms added to package-lock.json`);
}
