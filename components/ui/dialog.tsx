"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button";
import { classes } from "./classes";

interface DialogProps {
  title: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A card in the middle, a sheet from the bottom edge, or nearly the whole page. */
  shape?: "card" | "sheet" | "page";
  children: ReactNode;
}

const shapes = {
  card: "inset-x-4 top-[10dvh] mx-auto max-h-[80dvh] max-w-lg animate-appear rounded-control",
  page: "inset-0 mx-auto animate-appear sm:inset-4 sm:w-fit sm:min-w-md sm:max-w-[calc(100vw-2rem)] sm:rounded-control",
  sheet: "inset-x-0 bottom-0 max-h-[80dvh] animate-rise rounded-t-2xl pb-[env(safe-area-inset-bottom)]",
};

export function Dialog({ title, open, onOpenChange, shape = "card", children }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-black/40" />
        <Radix.Content
          aria-describedby={undefined}
          className={classes(
            "fixed z-40 flex flex-col border border-line bg-raised text-ink shadow-raised",
            shapes[shape],
          )}
        >
          <header className="flex items-center justify-between gap-4 border-line border-b py-2 pr-2 pl-4">
            <Radix.Title className="font-semibold">{title}</Radix.Title>
            <Radix.Close asChild>
              <Button square tone="quiet" aria-label="Close">
                <X size={18} />
              </Button>
            </Radix.Close>
          </header>
          <div className="min-h-0 overflow-auto thin-scroll">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
