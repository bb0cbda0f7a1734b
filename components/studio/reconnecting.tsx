"use client";

import { LoaderCircle } from "lucide-react";
import { useStudio } from "./state/studio-context";

/** Quiet, and in nobody's way: everything stays visible and comes up to date by itself. */
export function Reconnecting() {
  const status = useStudio((state) => state.connection.status);
  if (status !== "lost") return null;
  return (
    <p
      role="status"
      className="-translate-x-1/2 pointer-events-none fixed top-2.5 left-1/2 z-30 flex h-8 animate-[appear_120ms_400ms_ease-out_both] items-center gap-2 rounded-control bg-amber-soft px-3 text-[13px] text-amber ring-1 ring-line"
    >
      <LoaderCircle size={14} className="animate-spin" aria-hidden="true" />
      <span className="whitespace-nowrap">
        Reconnecting…<span className="max-lg:hidden"> What is running goes on, and the page will catch up.</span>
      </span>
    </p>
  );
}
