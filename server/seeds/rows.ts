import { Seed } from "../../protocol/entities";
import type { Seed as SeedRow } from "../database/generated/client";

export function toSeed(row: SeedRow): Seed {
  return Seed.parse({
    ...row,
    by: row.personId,
    at: row.createdAt.toISOString(),
    number: row.number === null ? null : Number(row.number),
    shape: [row.channels, row.size, row.size],
  });
}
