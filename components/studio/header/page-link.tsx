"use client";

import { Box, Images } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "../../ui/button-class";
import { useStudio } from "../state/studio-context";
import { isActive } from "../state/work";

export type SessionPage = "studio" | "models";

/** The way to the session's other page; beside it, how many models are being trained. */
export function PageLink({ page }: { page: SessionPage }) {
  const sessionId = useStudio((state) => state.sessionId);
  const trainings = useStudio((state) => state.snapshot?.trainings);
  const active = trainings?.filter(isActive).length ?? 0;
  if (page === "models") {
    return (
      <Link href={`/s/${sessionId}`} aria-label="Studio" className={buttonClass({ tone: "quiet" })}>
        <Images size={17} aria-hidden="true" />
        <span className="max-sm:hidden">Studio</span>
      </Link>
    );
  }
  return (
    <Link
      href={`/s/${sessionId}/models`}
      aria-label={active > 0 ? `Models, ${active} in training` : "Models"}
      className={buttonClass({ tone: "quiet" })}
    >
      <Box size={17} aria-hidden="true" />
      <span className="max-sm:hidden">Models</span>
      {active > 0 && <span className="figures text-[13px] text-leaf">{active}</span>}
    </Link>
  );
}
