"use client";

import { Check, Link2 } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../../ui/button";
import { Popover } from "../../ui/popover";

const thanksFor = 2000;

/** The address is the invitation. */
export function ShareButton() {
  const [copied, setCopied] = useState(false);
  const [fallback, setFallback] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), thanksFor);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      setCopied(true);
    } catch {
      // Over plain HTTP, or without permission, the link is shown to be copied by hand.
      setFallback(true);
    }
  };

  return (
    <Popover
      label="Share"
      className="w-80"
      open={fallback}
      onOpenChange={(open) => {
        if (!open) setFallback(false);
        else void copy();
      }}
      trigger={
        <Button
          tone="primary"
          aria-label={copied ? "Link copied" : "Share"}
          title="Copy the link. Whoever opens it joins."
        >
          {copied ? <Check size={16} /> : <Link2 size={16} />}
          <span className="max-sm:hidden">{copied ? "Copied" : "Share"}</span>
        </Button>
      }
    >
      <label className="flex flex-col gap-2">
        <span className="font-medium">Whoever opens this link joins</span>
        <input
          readOnly
          value={fallback ? location.href : ""}
          onFocus={(event) => event.target.select()}
          className="h-9 w-full rounded-control border border-line-strong bg-surface px-2 text-[13px]"
        />
      </label>
    </Popover>
  );
}
