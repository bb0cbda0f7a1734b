#!/usr/bin/env node
import { ensureBundles } from "../scripts/bundle.js";

await ensureBundles(["cli"]);
await import("../dist/cli.js");
