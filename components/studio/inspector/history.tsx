"use client";

import { CircleAlert, CircleSlash, Dices, ImageUp, LoaderCircle, ScanSearch, Sprout, X } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import type { Snapshot } from "@/protocol/events";
import { classes } from "../../ui/classes";
import { IconButton } from "../../ui/icon-button";
import { Section } from "../../ui/section";
import { Avatar } from "../people/avatar";
import { ago, personOf } from "../people/people";
import { useActions, useStudio } from "../state/studio-context";
import { type HistoryNode, historyOf, isActive, type Work } from "../state/work";
import { currentFilm } from "../trajectory/path";
import { type Branch, branches } from "./history-order";
import { historyTitle } from "./history-title";
import { useMinute } from "./use-minute";

/** Everything that was made of a picture; nothing is overwritten, and every node can be shown again. */
export function History({ work }: { work: Work }) {
  const snapshot = useStudio((state) => state.snapshot);
  const now = useMinute();
  const lines = useMemo(
    () => (snapshot ? branches(historyOf(snapshot, work.picture.id)) : []),
    [snapshot, work.picture.id],
  );
  if (!snapshot) return null;
  return (
    <Section title="History">
      <ul aria-label="History" className="-mx-2 flex flex-col">
        {lines.map((branch) => (
          <Line key={branch.node.key} branch={branch} work={work} snapshot={snapshot} now={now} />
        ))}
      </ul>
    </Section>
  );
}

interface LineProps {
  branch: Branch;
  work: Work;
  snapshot: Snapshot;
  now: number;
}

function Line({ branch: { node, depth }, work, snapshot, now }: LineProps) {
  const actions = useActions();
  const film = useStudio((state) => currentFilm(state.films, node));
  const by = personOf(snapshot, node.by);
  const isCurrent = node.key === work.node.key;
  const isShown = [work.node.key, work.embed?.key, work.generate?.key].includes(node.key);
  const { job } = node;
  return (
    <li className="flex items-center" style={{ paddingLeft: Math.min(depth, 4) * 14 }}>
      <button
        type="button"
        aria-current={isCurrent}
        onClick={() => actions.pin({ pictureId: work.picture.id, key: node.key })}
        className={classes(
          "flex min-h-9 min-w-0 grow items-center gap-2 rounded-md px-2 py-1 text-left text-[13px] hover:bg-hovered",
          isCurrent && "bg-leaf-soft",
        )}
      >
        <span className={isShown ? "text-leaf" : "text-ink-faint"}>{symbol(node)}</span>
        <span className="figures min-w-0 grow leading-[18px]">
          {historyTitle(node, film)}
          <span className="block truncate text-[12px] text-ink-faint leading-4">
            {by.name} · {ago(node.at, now)}
          </span>
        </span>
        <Avatar person={by} size="dot" />
      </button>
      {job && isActive(job) && (
        <IconButton size="small" label="Cancel" side="left" onClick={() => actions.cancelJob(job.id)}>
          <X size={15} />
        </IconButton>
      )}
    </li>
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
