"use client";

import { Announcer } from "./announcer";
import { ComparisonDialog } from "./comparison/comparison-dialog";
import { Header } from "./header/header";
import { Inspector } from "./inspector/inspector";
import { Help } from "./keyboard/help";
import { Shortcuts } from "./keyboard/shortcuts";
import { DropAnywhere } from "./library/drop-anywhere";
import { Library } from "./library/library";
import { Reconnecting } from "./reconnecting";
import { Sheets } from "./sheets";
import { EmptyStage } from "./stage/empty-stage";
import { Stage } from "./stage/stage";
import { Trajectory } from "./trajectory/trajectory";
import { usePath } from "./trajectory/use-path";
import { useWide } from "./use-wide";

/** One screen for a session: library, stage over trajectory, inspector. */
export function Workbench() {
  const path = usePath();
  const isWide = useWide();
  return (
    <div className="flex h-dvh flex-col overflow-hidden bg-canvas">
      <Header page="studio" />
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
      <ComparisonDialog />
      <Announcer />
    </div>
  );
}
