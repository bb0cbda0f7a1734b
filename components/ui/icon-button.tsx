"use client";

import type { ComponentProps, ReactNode } from "react";
import { Button } from "./button";
import type { ButtonLook } from "./button-class";
import { Tooltip } from "./tooltip";

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label"> &
  ButtonLook & {
    label: string;
    /** More than the label, for those who point at it. */
    hint?: ReactNode;
    side?: "top" | "bottom" | "left" | "right";
  };

/** A symbol with a name: read out, and shown when pointed at. */
export function IconButton({ label, hint, side, tone = "quiet", ...rest }: IconButtonProps) {
  return (
    <Tooltip text={hint ?? label} side={side}>
      <Button square tone={tone} aria-label={label} {...rest} />
    </Tooltip>
  );
}
