"use client";

import {
  CircleAlert,
  CirclePause,
  CircleSlash,
  Dices,
  ImageUp,
  LoaderCircle,
  Play,
  ScanSearch,
  Sprout,
  X,
} from "lucide-react";
import type { ReactNode } from "react";
import type { Job } from "@/protocol/entities";
import type { Snapshot } from "@/protocol/events";
import { classes } from "../../ui/classes";
import { IconButton } from "../../ui/icon-button";
import { CompareBox } from "../comparison/compare-box";
import { Avatar } from "../people/avatar";
import { ago, personOf } from "../people/people";
import { useActions, useStudio } from "../state/studio-context";
import { type HistoryNode, hasEnded, isActive, isPaused, type Work } from "../state/work";
import { currentFilm } from "../trajectory/path";
import type { Branch } from "./history-order";
import { historyTitle } from "./history-title";

interface HistoryLineProps {
  branch: Branch;
  work: Work;
  snapshot: Snapshot;
  now: number;
}

export function HistoryLine({ branch: { node, depth }, work, snapshot, now }: HistoryLineProps) {
  const actions = useActions();
  const film = useStudio((state) => currentFilm(state.films, node));
  const by = personOf(snapshot, node.by);
  const isCurrent = node.key === work.node.key;
  const isShown = [work.node.key, work.embed?.key, work.generate?.key].includes(node.key);
  const title = historyTitle(node, film);
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
          {title}
          <span className="block truncate text-[12px] text-ink-faint leading-4">
            {by.name} · {ago(node.at, now)}
          </span>
        </span>
        <Avatar person={by} size="dot" />
      </button>
      {node.job && !hasEnded(node.job) ? <JobButtons job={node.job} /> : <CompareBox node={node} title={title} />}
    </li>
  );
}

function JobButtons({ job }: { job: Job }) {
  const actions = useActions();
  return (
    <>
      {isPaused(job) && (
        <IconButton size="small" label="Resume" side="left" onClick={() => actions.resumeJob(job.id)}>
          <Play size={14} />
        </IconButton>
      )}
      <IconButton size="small" label="Cancel" side="left" onClick={() => actions.cancelJob(job.id)}>
        <X size={15} />
      </IconButton>
    </>
  );
}

function symbol(node: HistoryNode): ReactNode {
  const state = node.job?.state;
  if (state === "failed") return <CircleAlert size={16} className="text-danger" />;
  if (state === "cancelled") return <CircleSlash size={16} />;
  if (state === "paused") return <CirclePause size={16} className="text-amber" />;
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
