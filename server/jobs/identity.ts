import { createHash } from "node:crypto";
import type { Crop } from "../../protocol/entities";
import { JobId, type RevisionId, type SeedId, type SessionId } from "../../protocol/ids";

/** What a job's outcome depends on. */
export type Work =
  | {
      readonly kind: "embed";
      readonly parentId: RevisionId;
      readonly fingerprint: string;
      readonly crop: Crop;
      readonly corrections: number;
      readonly steps: number;
    }
  | {
      readonly kind: "generate";
      readonly parentId: RevisionId;
      readonly fingerprint: string;
      readonly seedId: SeedId;
      readonly steps: number;
    };

/** The id of a piece of work in a session: the same request is the same job, so races collide on the key. */
export function identifyJob(session: SessionId, work: Work): JobId {
  const said =
    work.kind === "embed"
      ? [work.kind, work.parentId, work.fingerprint, work.crop.left, work.crop.top, work.crop.size, work.corrections]
      : [work.kind, work.parentId, work.fingerprint, work.seedId];
  const text = JSON.stringify([session, ...said, work.steps]);
  return JobId.parse(createHash("sha256").update(text).digest("hex").slice(0, 32));
}
