import { type ReactNode, useId } from "react";

interface SectionProps {
  title: string;
  /** Beside the title, at the far end. */
  aside?: ReactNode;
  children: ReactNode;
}

export function Section({ title, aside, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3 border-line border-b p-4 last:border-b-0">
      <div className="flex min-h-7 items-center justify-between gap-2">
        <h2 id={id} className="font-semibold text-[13px]">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
