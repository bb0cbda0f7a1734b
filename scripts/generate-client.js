import { ensureClient } from "./database-client.js";

await ensureClient();
