"use client";

import { useEffect, useState } from "react";

/** The time, told anew every half minute: enough for "5 min ago". */
export function useMinute(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
