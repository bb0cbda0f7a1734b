import type { Job, Picture, Revision, Seed } from "@/protocol/entities";
import type { Snapshot } from "@/protocol/events";
import type { JobId } from "@/protocol/ids";
import type { JobState } from "@/protocol/undertaking";
import { type Rank, ranksOf } from "./rank";

/**
 * One node of a picture's history as the studio shows it: a revision, or a job that has not led to one (yet). Its key is
 * the job's id where there is a job, so that it stays the same node from queued to done.
 */
export interface HistoryNode {
  readonly key: string;
  readonly pictureId: string;
  readonly parentKey: string | null;
  readonly kind: Revision["kind"];
  readonly revision: Revision | null;
  readonly job: Job | null;
  /** Among the seeds that its job found; null where it found one, or none yet. */
  readonly rank: Rank | null;
  readonly by: string;
  readonly at: string;
}

/** What the stage shows: a picture, the inversion that found its seed, and the generation from that seed. */
export interface Work {
  readonly picture: Picture;
  readonly node: HistoryNode;
  readonly embed: HistoryNode | null;
  readonly generate: HistoryNode | null;
  readonly seed: Seed | null;
}

export function historyOf(snapshot: Snapshot, pictureId: string): HistoryNode[] {
  const jobs = new Map<string, Job>(
    snapshot.jobs.filter((job) => job.pictureId === pictureId).map((job) => [job.id, job]),
  );
  const revisions = snapshot.revisions.filter((revision) => revision.pictureId === pictureId);
  const keys = new Map(revisions.map((revision) => [revision.id, keyOf(revision)]));
  const ranks = ranksOf(revisions);
  const made = revisions.map((revision): HistoryNode => {
    const job = jobs.get(jobIdOf(revision) ?? "") ?? null;
    const parentKey = revision.parentId ? (keys.get(revision.parentId) ?? null) : null;
    const { kind, by, at } = revision;
    const rank = ranks.get(revision.id) ?? null;
    return { key: keyOf(revision), pictureId, parentKey, kind, revision, job, rank, by, at };
  });
  const known = new Set(made.map((node) => node.key));
  const pending = [...jobs.values()]
    .filter((job) => !known.has(job.id))
    .map((job): HistoryNode => {
      const { id: key, kind, by, at } = job;
      const parentKey = keys.get(job.parentId) ?? null;
      return { key, pictureId, parentKey, kind, revision: null, job, rank: null, by, at };
    });
  return [...made, ...pending];
}

/** The node a picture opens with: work under way, else the newest that was made, else what was given up. */
export function newestNode(history: readonly HistoryNode[]): HistoryNode | null {
  const runnersUp = history.filter(isRunnerUp);
  const chosen = history.filter(
    (node) => !runnersUp.includes(node) && !runnersUp.some((other) => grewBeside(node, other)),
  );
  const running = chosen.findLast((node) => node.job?.state === "running");
  if (running) return running;
  const standing = chosen.filter((node) => node.kind !== "upload" && node.job?.state !== "cancelled");
  return latest(standing) ?? latest(history);
}

export function workOf(snapshot: Snapshot, pictureId: string, key: string | null): Work | null {
  const picture = snapshot.pictures.find((candidate) => candidate.id === pictureId && !candidate.removed);
  if (!picture) return null;
  const history = historyOf(snapshot, pictureId);
  const node = history.find((candidate) => candidate.key === key) ?? newestNode(history);
  if (!node) return null;
  const embed = node.kind === "embed" ? node : ancestor(history, node, "embed");
  const generate = node.kind === "generate" ? node : newestChild(history, node);
  return { picture, node, embed, generate, seed: seedOf(snapshot, [generate, node, embed]) };
}

/** The job that still runs or waits for what is shown, if any. */
export function activeJob(work: Work): Job | null {
  const jobs = [work.generate?.job, work.embed?.job];
  return jobs.find((job) => job && isActive(job)) ?? null;
}

/** Of jobs and trainings alike: waiting for a worker, or with one. */
export function isActive({ state }: { readonly state: JobState }): boolean {
  return state === "queued" || state === "running";
}

/** Stopped so that it can go on later from where it is. */
export function isPaused({ state }: { readonly state: JobState }): boolean {
  return state === "paused";
}

/** Nothing more comes of it, unless somebody asks again. */
export function hasEnded(work: { readonly state: JobState }): boolean {
  return !isActive(work) && !isPaused(work);
}

function latest(nodes: readonly HistoryNode[]): HistoryNode | null {
  return nodes.reduce<HistoryNode | null>((newest, node) => (newest && newest.at > node.at ? newest : node), null);
}

/** Of the node that a revision is in its picture's history. */
export function keyOf(revision: Revision): string {
  return jobIdOf(revision) ?? revision.id;
}

function jobIdOf(revision: Revision): JobId | null {
  return "jobId" in revision ? revision.jobId : null;
}

/** A seed that was found beside a better one by the same job. */
function isRunnerUp({ revision }: HistoryNode): boolean {
  return revision?.kind === "embed" && revision.jobId === null;
}

/** Grown by itself when the seed was found, not because somebody asked for it. */
function grewBeside(node: HistoryNode, { key, revision }: HistoryNode): boolean {
  const grown = node.revision ?? node.job;
  if (node.parentKey !== key || grown?.kind !== "generate" || revision?.kind !== "embed") return false;
  return grown.realism === 0 && grown.steps === revision.steps;
}

function ancestor(history: readonly HistoryNode[], node: HistoryNode, kind: HistoryNode["kind"]): HistoryNode | null {
  const parent = history.find((candidate) => candidate.key === node.parentKey);
  if (!parent) return null;
  return parent.kind === kind ? parent : ancestor(history, parent, kind);
}

/** A chosen embedding or seed is shown with the newest image generated from it. */
function newestChild(history: readonly HistoryNode[], node: HistoryNode): HistoryNode | null {
  if (node.kind === "upload") return null;
  return newestNode(history.filter((child) => child.kind === "generate" && child.parentKey === node.key));
}

function seedOf(snapshot: Snapshot, nodes: readonly (HistoryNode | null)[]): Seed | null {
  for (const node of nodes) {
    const seedId = seedIdOf(node);
    const seed = seedId && snapshot.seeds.find((candidate) => candidate.id === seedId);
    if (seed) return seed;
  }
  return null;
}

function seedIdOf(node: HistoryNode | null): string | null {
  if (!node) return null;
  if (node.revision && "seedId" in node.revision) return node.revision.seedId;
  return node.job?.kind === "generate" ? node.job.seedId : null;
}
