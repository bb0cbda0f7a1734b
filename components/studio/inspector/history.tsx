"use client";

import { CircleAlert, CircleSlash, Dices, ImageUp, LoaderCircle, ScanSearch, Sprout } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { classes } from "../../ui/classes";
import { Section } from "../../ui/section";
import { Avatar } from "../people/avatar";
import { ago, personOf } from "../people/people";
import { useActions, useStudio } from "../state/studio-context";
import { type HistoryNode, historyOf, isActive, type Work } from "../state/work";
import { branches } from "./history-order";
import { decibels } from "./numbers";
import { useMinute } from "./use-minute";

/** Everything that was made of a picture; nothing is overwritten, and every node can be shown again. */
export function History({ work }: { work: Work }) {
  const actions = useActions();
  const snapshot = useStudio((state) => state.snapshot);
  const now = useMinute();
  const lines = useMemo(
    () => (snapshot ? branches(historyOf(snapshot, work.picture.id)) : []),
    [snapshot, work.picture.id],
  );
  if (!snapshot) return null;
  const shown = new Set([work.node.key, work.embed?.key, work.generate?.key]);
  return (
    <Section title="History">
      <ul aria-label="History" className="-mx-2 flex flex-col">
        {lines.map(({ node, depth }) => {
          const by = personOf(snapshot, node.by);
          const isCurrent = node.key === work.node.key;
          return (
            <li key={node.key} style={{ paddingLeft: Math.min(depth, 4) * 14 }}>
              <button
                type="button"
                aria-current={isCurrent}
                onClick={() => actions.pin({ pictureId: work.picture.id, key: node.key })}
                className={classes(
                  "flex min-h-9 w-full items-center gap-2 rounded-md px-2 py-1 text-left text-[13px] hover:bg-hovered",
                  isCurrent && "bg-leaf-soft",
                )}
              >
                <span className={shown.has(node.key) ? "text-leaf" : "text-ink-faint"}>{symbol(node)}</span>
                <span className="figures min-w-0 grow leading-[18px]">
                  {title(node)}
                  <span className="block truncate text-[12px] text-ink-faint leading-4">
                    {by.name} · {ago(node.at, now)}
                  </span>
                </span>
                <Avatar person={by} size="dot" />
              </button>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function symbol(node: HistoryNode): ReactNode {
  const state = node.job?.state;
  if (state === "failed") return <CircleAlert size={16} className="text-danger" />;
  if (state === "cancelled") return <CircleSlash size={16} />;
  if (node.job && isActive(node.job)) return <LoaderCircle size={16} className="animate-spin" />;
  switch (node.kind) {
    case "upload":
      return <ImageUp size={16} />;
    case "seed":
      return <Dices size={16} />;
    case "embed":
      return <ScanSearch size={16} />;
    case "generate":
      return <Sprout size={16} />;
  }
}

function title(node: HistoryNode): string {
  const { revision, job } = node;
  if (revision) {
    switch (revision.kind) {
      case "upload":
        return "Uploaded";
      case "seed":
        return "Seed drawn";
      case "embed":
        return `Seed found · T ${revision.steps} · K ${revision.corrections}`;
      case "generate":
        return `Grown · T ${revision.steps}${revision.metrics ? ` · ${decibels(revision.metrics)}` : ""}`;
    }
  }
  const what = job?.kind === "embed" ? `Seed · T ${job.steps} · K ${job.corrections}` : `Image · T ${job?.steps}`;
  switch (job?.state) {
    case "failed":
      return `${what} · failed`;
    case "cancelled":
      return `${what} · cancelled`;
    case "queued":
      return `${what} · waiting`;
    default:
      return `${what} · under way`;
  }
}
