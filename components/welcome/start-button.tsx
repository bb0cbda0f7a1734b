"use client";

import { ArrowRight, LoaderCircle } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "../ui/button";
import { Refusal } from "../ui/refusal";

const away = "The server did not answer. Wait a moment and try again.";

/** One click to a session of one's own. */
export function StartButton() {
  const router = useRouter();
  const [isStarting, setStarting] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  const start = async () => {
    setStarting(true);
    setRefusal(null);
    try {
      const answer = await fetch("/api/sessions", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{}",
      });
      const { id, message }: { id?: string; message?: string } = await answer.json();
      if (answer.ok && id) return router.push(`/s/${id}`);
      setRefusal(message ?? away);
    } catch {
      setRefusal(away);
    }
    setStarting(false);
  };

  return (
    <div className="flex flex-col items-start gap-3">
      <Button tone="primary" size="large" disabled={isStarting} onClick={start}>
        Start a session
        {isStarting ? <LoaderCircle size={18} className="animate-spin" /> : <ArrowRight size={18} />}
      </Button>
      <Refusal>{refusal}</Refusal>
    </div>
  );
}
