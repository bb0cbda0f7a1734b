"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { Button } from "../ui/button";
import { forgetSession, type RecentSession, recentSessions } from "./recent";

/** The way back to where this browser has been. */
export function RecentSessions() {
  const [sessions, setSessions] = useState<readonly RecentSession[]>([]);
  useEffect(() => setSessions(recentSessions()), []);
  if (sessions.length === 0) return null;
  return (
    <nav aria-label="Your sessions" className="flex flex-col gap-2">
      <h2 className="font-semibold text-[13px]">Your sessions</h2>
      <ul className="flex flex-wrap gap-2">
        {sessions.slice(0, 6).map((session) => (
          <li key={session.id} className="flex items-center rounded-control border border-line bg-surface">
            <Link
              href={`/s/${session.id}`}
              className="flex h-9 items-baseline gap-2 rounded-control px-3 py-2 hover:underline"
            >
              <span className="max-w-48 truncate font-medium">{session.name}</span>
              <span className="text-[13px] text-ink-faint">
                {new Date(session.visited).toLocaleDateString(undefined, { day: "numeric", month: "short" })}
              </span>
            </Link>
            <Button
              size="small"
              square
              tone="quiet"
              className="mr-1"
              aria-label={`Forget ${session.name}`}
              title="Forget on this browser; the session itself stays"
              onClick={() => setSessions(forgetSession(session.id))}
            >
              <X size={14} />
            </Button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
