import { Revision } from "../../protocol/entities";
import type { Revision as RevisionRow } from "../database/generated/client";

export function toRevision(row: RevisionRow): Revision {
  return Revision.parse({ ...row, trajectory: row.errors, by: row.personId, at: row.createdAt.toISOString() });
}
