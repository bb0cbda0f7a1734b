"use client";

import { useRef } from "react";
import { useStudio } from "../state/studio-context";
import { isEnd, lastFilled, titleOf } from "../trajectory/path";
import type { FilledStop, Path } from "../trajectory/use-path";
import { Comparison } from "./comparison";
import type { Shown } from "./layer";
import type { Extent } from "./lens";
import { StageNotices } from "./stage-notices";
import { StageToolbar } from "./stage-toolbar";
import { useExtent } from "./use-extent";

/** The picture, as large as it can be. */
export function Stage({ path }: { path: Path }) {
  const view = useStudio((state) => state.view);
  const surface = useRef<HTMLDivElement>(null);
  const frame = useExtent(surface);
  const { work, target, photograph, whole, size, held } = path;

  const index = view.hover ?? view.scrub ?? lastFilled(path.stops.map((stop) => stop.raster !== null));
  const stop = index === null ? undefined : path.stops[index];
  const originalRaster = view.photograph && photograph ? { raster: photograph, reduceTo: null } : target;
  const original: Shown | null = originalRaster && { ...originalRaster, label: "Original" };
  const isHeld = held !== null && view.hover === null && view.scrub === null;
  const result = isHeld ? { raster: held, reduceTo: null, label: "Reconstruction" } : shownAt(stop, target);

  const alone = !work?.embed && whole ? { raster: whole, reduceTo: null, label: work?.picture.name ?? "" } : null;
  const picture = extentOf(alone ?? null, size, work?.picture);
  const canCompare = original !== null && stop !== undefined && stop.kind !== "picture" && !alone;

  return (
    <section aria-label="Stage" className="flex min-h-0 grow flex-col">
      <StageToolbar
        name={work?.picture.name ?? ""}
        picture={picture}
        canCompare={canCompare}
        hasPhotograph={photograph !== null && !alone}
      />
      <div ref={surface} className="relative min-h-0 grow overflow-hidden bg-sunken" data-surface="stage">
        {frame && picture && (
          <Comparison
            frame={frame}
            picture={picture}
            original={alone ? null : original}
            result={alone ?? result}
            mode={canCompare ? view.compare : null}
            smooth={view.smooth || alone !== null || (view.photograph && !stop)}
          />
        )}
        <StageNotices work={work} />
      </div>
    </section>
  );
}

function shownAt(stop: FilledStop | undefined, target: Path["target"]): Shown | null {
  if (!stop?.raster) return null;
  return {
    raster: stop.raster,
    reduceTo: stop.kind === "picture" ? (target?.reduceTo ?? null) : null,
    label: isEnd(stop) && target ? "Reconstruction" : titleOf(stop),
  };
}

function extentOf(alone: Shown | null, size: number | null, picture: Extent | undefined): Extent | null {
  if (alone && picture) return { width: picture.width, height: picture.height };
  return size ? { width: size, height: size } : (picture ?? null);
}
