import type { ComponentProps } from "react";

/** A picture as the server stores it: these are small, never change, and must not be encoded anew on the way. */
export function Picture({ alt, ...rest }: ComponentProps<"img"> & { alt: string }) {
  // biome-ignore lint/performance/noImgElement: next/image would resample and re-encode every pixel.
  return <img draggable={false} decoding="async" {...rest} alt={alt} />;
}
