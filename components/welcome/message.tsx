import Link from "next/link";
import type { ReactNode } from "react";
import { Mark } from "../brand/mark";
import { buttonClass } from "../ui/button-class";

/** A page that has one thing to say: nothing here, gone, or please reload. */
export function Message({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <div className="flex max-w-md flex-col items-start gap-4">
        <Mark className="size-10" />
        <h1 className="text-xl font-semibold">{title}</h1>
        <p className="text-ink-soft">{children}</p>
        <div className="flex flex-wrap gap-2 pt-2">
          {action}
          <Link href="/" className={buttonClass({ tone: action ? "quiet" : "primary" })}>
            To the first page
          </Link>
        </div>
      </div>
    </main>
  );
}
