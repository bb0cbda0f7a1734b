"use client";

import { StatusDot } from "../../ui/status-dot";
import { Tooltip } from "../../ui/tooltip";
import { useStudio } from "../state/studio-context";
import { deviceName, workersInWords } from "./workers-in-words";

/** What computes, and where. */
export function EngineStatus() {
  const workers = useStudio((state) => state.workers);
  const connection = useStudio((state) => state.connection);
  if (connection.status === "connecting") return null;
  const makers = workers.filter((worker) => !worker.trains);
  const devices = [...new Set(makers.map((worker) => deviceName(worker.device)))].join(" + ");
  const isBusy = makers.some((worker) => worker.busy);
  return (
    <Tooltip text={workersInWords(workers)}>
      <button
        type="button"
        className="flex h-9 min-w-0 items-center gap-2 rounded-control px-2 text-[13px] text-ink-soft max-md:hidden"
      >
        <StatusDot look={makers.length === 0 ? "fair" : isBusy ? "busy" : "good"} />
        <span className="truncate">{devices || "No worker"}</span>
      </button>
    </Tooltip>
  );
}
