import type { Metadata } from "next";
import type { ReactNode } from "react";
import { DraftProvider } from "@/components/models/form/draft-provider";
import { Session } from "@/components/studio/session";

/** The address is the invitation, so it is kept out of search engines. */
export const metadata: Metadata = { title: "Session", robots: { index: false, follow: false } };

interface SessionLayoutProps {
  children: ReactNode;
  params: Promise<{ sessionId: string }>;
}

/** A session stays connected, and what was begun is kept, while one goes from one of its pages to another. */
export default async function SessionLayout({ children, params }: SessionLayoutProps) {
  const { sessionId } = await params;
  return (
    <Session sessionId={sessionId}>
      <DraftProvider key={sessionId}>{children}</DraftProvider>
    </Session>
  );
}
