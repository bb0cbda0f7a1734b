/** Socket errors, Postgres's own words for "shutting down" (SQLSTATE), and Prisma's for a lost or missing connection. */
const awayCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "57P01",
  "57P02",
  "57P03",
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  // No connection, or no transaction, was to be had in time.
  "P2024",
  "P2028",
]);
const awayKinds = new Set(["DatabaseNotReachable", "ConnectionClosed", "SocketTimeout"]);
const awayWords =
  /connection terminated|server closed the connection|client has encountered a connection error|timeout exceeded when trying to connect|client was closed/i;

/**
 * Whether an error says that the database could not be reached or went away, rather than that it said no.
 * Understands errors of pg, of Prisma, and those that hold one of them as their cause.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  if (error instanceof AggregateError && error.errors.some(isDatabaseAway)) return true;
  if ("code" in error && typeof error.code === "string") {
    if (awayCodes.has(error.code) || error.code.startsWith("08")) return true;
  }
  if ("originalCode" in error && typeof error.originalCode === "string" && awayCodes.has(error.originalCode))
    return true;
  if ("kind" in error && typeof error.kind === "string" && awayKinds.has(error.kind)) return true;
  if ("message" in error && typeof error.message === "string" && awayWords.test(error.message)) return true;
  if ("meta" in error && typeof error.meta === "object" && error.meta !== null && "driverAdapterError" in error.meta) {
    if (isDatabaseAway(error.meta.driverAdapterError)) return true;
  }
  return "cause" in error && isDatabaseAway(error.cause);
}
