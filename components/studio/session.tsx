"use client";

import { LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../ui/button";
import { TooltipProvider } from "../ui/tooltip";
import { Message } from "../welcome/message";
import { StudioProvider, useStudio } from "./state/studio-context";

/** A session, from its address, around all of its pages. */
export function Session({ sessionId, children }: { sessionId: string; children: ReactNode }) {
  return (
    <StudioProvider key={sessionId} sessionId={sessionId}>
      <TooltipProvider>
        <Door>{children}</Door>
      </TooltipProvider>
    </StudioProvider>
  );
}

/** Lets in, or says why not. */
function Door({ children }: { children: ReactNode }) {
  const connection = useStudio((state) => state.connection);
  const isKnown = useStudio((state) => state.snapshot !== null);

  if (connection.status === "refused") {
    const { code, message } = connection.problem;
    const reload = (
      <Button tone="primary" onClick={() => location.reload()}>
        Reload the page
      </Button>
    );
    switch (code) {
      case "protocol_mismatch":
        return (
          <Message title="Seedbed has been updated" action={reload}>
            This page is of an older version. Reload it to go on; everything in the session is kept.
          </Message>
        );
      case "session_not_found":
        return <Message title="There is no session here">{message}</Message>;
      default:
        return (
          <Message title="The session did not open" action={reload}>
            {message}
          </Message>
        );
    }
  }
  if (!isKnown) {
    return (
      <main className="grid min-h-dvh place-items-center">
        <p className="flex animate-[appear_200ms_300ms_ease-out_both] items-center gap-3 text-ink-soft" role="status">
          <LoaderCircle size={18} className="animate-spin" aria-hidden="true" />
          Opening the session…
        </p>
      </main>
    );
  }
  return children;
}
