import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** Why something did not happen, said where it was asked for. */
export function Refusal({ children }: { children: ReactNode }) {
  if (!children) return null;
  return (
    <p role="alert" className="flex gap-2 rounded-control bg-danger-soft p-2 text-[13px] text-danger leading-[18px]">
      <TriangleAlert size={16} className="mt-px shrink-0" aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}
