/** A server reduced to its database: opens it, says so, and runs until it is killed. For tests, in a process of its own. */
import pino from "pino";
import { openDatabase } from "../index";

const dataFolder = process.argv[2];
if (dataFolder === undefined) throw new Error("Usage: server-process DATA_FOLDER");
openDatabase({ dataFolder, log: pino({ level: "silent" }) }).then(
  () => process.send?.("open"),
  (error: Error) => {
    process.send?.(error.message);
    process.exitCode = 1;
  },
);
// Waits for its end without anything else to do.
setInterval(() => undefined, 60_000);
