import type { ComponentProps } from "react";
import { type ButtonLook, buttonClass } from "./button-class";
import { classes } from "./classes";

export function Button({ tone, size, square, className, ...rest }: ComponentProps<"button"> & ButtonLook) {
  return <button type="button" {...rest} className={classes(buttonClass({ tone, size, square }), className)} />;
}
