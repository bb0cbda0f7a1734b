"use client";

import { StatusDot } from "../../ui/status-dot";
import { Tooltip } from "../../ui/tooltip";
import { useStudio } from "../state/studio-context";

/** What computes, and where. */
export function EngineStatus() {
  const workers = useStudio((state) => state.workers);
  const connection = useStudio((state) => state.connection);
  if (connection.status === "connecting") return null;
  const devices = [...new Set(workers.map((worker) => nameOf(worker.device)))].join(" + ");
  const isBusy = workers.some((worker) => worker.busy);
  const details =
    workers.length === 0
      ? "No worker is connected. Work waits and starts by itself when one is."
      : workers.map((worker) => `${worker.name}: ${worker.engine}, ${worker.device}`).join(" · ");
  return (
    <Tooltip text={details}>
      <button
        type="button"
        className="flex h-9 min-w-0 items-center gap-2 rounded-control px-2 text-[13px] text-ink-soft max-md:hidden"
      >
        <StatusDot look={workers.length === 0 ? "fair" : isBusy ? "busy" : "good"} />
        <span className="truncate">{devices || "No worker"}</span>
      </button>
    </Tooltip>
  );
}

/** Abbreviations are written as people write them. */
function nameOf(device: string): string {
  return /^(cpu|gpu|cuda)$/.test(device) ? device.toUpperCase() : device;
}
