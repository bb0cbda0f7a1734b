import type { Metadata } from "next";
import { Studio } from "@/components/studio/studio";

/** The address is the invitation, so it is kept out of search engines. */
export const metadata: Metadata = { title: "Session", robots: { index: false, follow: false } };

export default async function SessionPage({ params }: { params: Promise<{ sessionId: string }> }) {
  const { sessionId } = await params;
  return <Studio sessionId={sessionId} />;
}
