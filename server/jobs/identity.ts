import { createHash } from "node:crypto";
import type { EmbedMethod } from "../../protocol/embedding";
import type { Crop } from "../../protocol/entities";
import { JobId, type RevisionId, type SeedId, type SessionId } from "../../protocol/ids";

/** What a job's outcome depends on. */
export type Work =
  | {
      readonly kind: "embed";
      readonly parentId: RevisionId;
      readonly fingerprint: string;
      readonly crop: Crop;
      readonly method: EmbedMethod;
      readonly startSeedId: SeedId | null;
      readonly steps: number;
    }
  | {
      readonly kind: "generate";
      readonly parentId: RevisionId;
      readonly fingerprint: string;
      readonly seedId: SeedId;
      readonly realism: number;
      readonly steps: number;
    };

/** The id of a piece of work in a session: the same request is the same job, so races collide on the key. */
export function identifyJob(session: SessionId, work: Work): JobId {
  const { kind, parentId, fingerprint, steps } = work;
  const said =
    kind === "embed"
      ? [work.crop.left, work.crop.top, work.crop.size, Object.entries(work.method).sort(), work.startSeedId]
      : [work.seedId, work.realism];
  const text = JSON.stringify([session, kind, parentId, fingerprint, said, steps]);
  return JobId.parse(createHash("sha256").update(text).digest("hex").slice(0, 32));
}
