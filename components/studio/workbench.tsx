"use client";

import { LoaderCircle } from "lucide-react";
import { Announcer } from "./announcer";
import { Header } from "./header/header";
import { Inspector } from "./inspector/inspector";
import { Help } from "./keyboard/help";
import { Shortcuts } from "./keyboard/shortcuts";
import { DropAnywhere } from "./library/drop-anywhere";
import { Library } from "./library/library";
import { Sheets } from "./sheets";
import { EmptyStage } from "./stage/empty-stage";
import { Stage } from "./stage/stage";
import { useStudio } from "./state/studio-context";
import { Trajectory } from "./trajectory/trajectory";
import { usePath } from "./trajectory/use-path";
import { useWide } from "./use-wide";

/** One screen for a session: library, stage over trajectory, inspector. */
export function Workbench() {
  const path = usePath();
  const isWide = useWide();
  return (
    <div className="flex h-dvh flex-col overflow-hidden bg-canvas">
      <Header />
      <Reconnecting />
      <div className="flex min-h-0 grow">
        {isWide && (
          <aside
            aria-label="Library"
            className="thin-scroll w-60 shrink-0 overflow-y-auto border-line border-r bg-surface"
          >
            <Library />
          </aside>
        )}
        <main className="flex min-w-0 grow flex-col">
          {path.work ? (
            <>
              <Stage path={path} />
              {path.stops.length > 0 && <Trajectory path={path} />}
            </>
          ) : (
            <EmptyStage />
          )}
        </main>
        {isWide && (
          <section
            aria-label="Inspector"
            className="thin-scroll w-76 shrink-0 overflow-y-auto border-line border-l bg-surface"
          >
            <Inspector />
          </section>
        )}
      </div>
      {!isWide && <Sheets />}
      <DropAnywhere />
      <Shortcuts path={path} />
      <Help />
      <Announcer />
    </div>
  );
}

/** Quiet, and in nobody's way: everything stays visible and comes up to date by itself. */
function Reconnecting() {
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
