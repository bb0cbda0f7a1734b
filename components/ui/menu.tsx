"use client";

import { DropdownMenu as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { classes } from "./classes";

const itemClass = classes(
  "flex h-9 cursor-pointer items-center gap-2 rounded-md px-2 outline-none select-none",
  "data-[highlighted]:bg-hovered data-[disabled]:text-ink-faint",
);

interface MenuProps {
  trigger: ReactElement;
  align?: "start" | "end";
  children: ReactNode;
}

export function Menu({ trigger, align = "end", children }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 min-w-44 animate-appear rounded-control border border-line bg-raised p-1 text-ink shadow-raised"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function MenuItem({ danger, ...rest }: Radix.DropdownMenuItemProps & { danger?: boolean }) {
  return <Radix.Item {...rest} className={classes(itemClass, danger && "text-danger")} />;
}
