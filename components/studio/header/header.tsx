"use client";

import { Keyboard } from "lucide-react";
import Link from "next/link";
import { Mark } from "../../brand/mark";
import { ThemeButton } from "../../theme/theme-button";
import { IconButton } from "../../ui/icon-button";
import { useStudioStore } from "../state/studio-context";
import { EngineStatus } from "./engine-status";
import { PageLink, type SessionPage } from "./page-link";
import { PeopleHere } from "./people-here";
import { RunningJobs } from "./running-jobs";
import { SessionTitle } from "./session-title";
import { ShareButton } from "./share-button";
import { You } from "./you";

export function Header({ page }: { page: SessionPage }) {
  const store = useStudioStore();
  return (
    <header className="flex h-13 shrink-0 items-center gap-2 border-line border-b bg-surface px-3 max-sm:gap-1 max-sm:px-2">
      <Link href="/" aria-label="Seedbed, first page" className="shrink-0 rounded-control">
        <Mark className="size-7" />
      </Link>
      <SessionTitle />
      <span className="grow" />
      <PageLink page={page} />
      <EngineStatus />
      <RunningJobs />
      <PeopleHere />
      <You />
      <ShareButton />
      <div className="flex max-sm:hidden">
        <ThemeButton />
        {page === "studio" && (
          <IconButton label="Keyboard" hint="Keys (?)" onClick={() => store.changeView({ help: true })}>
            <Keyboard size={18} />
          </IconButton>
        )}
      </div>
    </header>
  );
}
