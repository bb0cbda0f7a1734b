"use client";

import { useEffect, useMemo, useRef } from "react";
import { addressesIn } from "../pixels/addresses";
import { cropOf, middleCrop, type Raster, wholeOf } from "../pixels/raster";
import { useBitmap } from "../pixels/use-bitmap";
import type { Film } from "../state/film";
import { useStudio, useWork } from "../state/studio-context";
import { isActive, type Work } from "../state/work";
import { methodOf } from "./curve";
import { tileInGrid } from "./geometry";
import { currentFilm, pathOf, type Stop } from "./path";

export interface FilledStop extends Stop {
  readonly raster: Raster | null;
}

export interface Path {
  readonly work: Work | null;
  readonly stops: readonly FilledStop[];
  /** What the model is asked to reproduce; null for what grew from a random seed. */
  readonly target: { readonly raster: Raster; readonly reduceTo: number | null } | null;
  /** The picture as it was uploaded, cut to the same square. */
  readonly photograph: Raster | null;
  /** The whole uploaded picture. */
  readonly whole: Raster | null;
  /** The image that grew from the same seed before, while of another one nothing has come yet. */
  readonly held: Raster | null;
  /** Pixels a side of the model. */
  readonly size: number | null;
}

/** Everything the stage and the strip show of the current work, from frames while it runs and from what is stored after. */
export function usePath(): Path {
  const work = useWork();
  const sessionId = useStudio((state) => state.sessionId);
  const films = useStudio((state) => state.films);
  const models = useStudio((state) => state.models);
  const addresses = useMemo(() => addressesIn(sessionId), [sessionId]);

  const embedded = work?.embed?.revision ?? null;
  const generated = work?.generate?.revision ?? null;
  const seed = work?.seed ?? null;
  const isUpload = work?.picture.origin === "upload";

  const display = useBitmap(work && isUpload ? addresses.display(work.picture.id) : null);
  const target = useBitmap(isUpload && embedded ? addresses.target(embedded.id) : null);
  const preview = useBitmap(seed?.statistics ? addresses.seedPreview(seed.id) : null);
  const grid = useBitmap(generated ? addresses.trajectory(generated.id) : null);

  const modelId = modelOf(work);
  const size = seed?.shape[1] ?? models.find((model) => model.id === modelId)?.size ?? null;

  const path = useMemo(() => {
    if (!work) return { work, stops: [], target: null, photograph: null, whole: null, size };
    const crop = cropUsed(work) ?? work.picture.crop ?? middleCrop(work.picture);
    const photograph = display && isUpload ? cropOf(display, work.picture, crop) : null;
    const wanted = target
      ? { raster: wholeOf(target), reduceTo: null }
      : photograph && { raster: photograph, reduceTo: size };
    const search = currentFilm(films, work.embed);
    const generation = currentFilm(films, work.generate);
    const rasterOf = (stop: Stop): Raster | null => {
      switch (stop.kind) {
        case "picture":
          return wanted?.raster ?? null;
        case "inversion":
          return frameOf(search, stop.step);
        case "descent":
          return frameOf(search, 1);
        case "seed":
          return preview ? wholeOf(preview) : seedIn(search, work);
        case "generation":
          return tileOf(grid, stop, size) ?? frameOf(generation, stop.step);
      }
    };
    const stops = pathOf(work, search).map((stop): FilledStop => ({ ...stop, raster: rasterOf(stop) }));
    const whole = display && isUpload ? wholeOf(display) : null;
    return { work, stops, target: work.embed ? wanted : null, photograph, whole, size };
  }, [work, films, display, target, preview, grid, size, isUpload]);
  const held = useHeld(work, path.stops);
  return useMemo(() => ({ ...path, held }), [path, held]);
}

/** A slider asks for one image after the other: the stage shows the last one until the next begins to come. */
function useHeld(work: Work | null, stops: readonly FilledStop[]): Raster | null {
  const last = useRef<{ seedId: string; raster: Raster } | null>(null);
  const seedId = work?.seed?.id ?? null;
  const newest = stops.findLast((stop) => stop.kind === "generation" && stop.raster)?.raster ?? null;
  useEffect(() => {
    if (seedId && newest) last.current = { seedId, raster: newest };
  }, [seedId, newest]);
  const { revision = null, job = null } = work?.generate ?? {};
  const isComing = revision !== null || (job !== null && isActive(job));
  return isComing && !newest && last.current?.seedId === seedId ? last.current.raster : null;
}

function frameOf(film: Film | undefined, step: number): Raster | null {
  const frame = film?.frames[step - 1];
  return frame ? wholeOf(frame) : null;
}

/** An inversion's last step is the seed itself. */
function seedIn(search: Film | undefined, { embed }: Work): Raster | null {
  return methodOf(embed)?.name === "inversion" ? frameOf(search, search?.of ?? 0) : null;
}

function tileOf(grid: ImageBitmap | null, stop: Stop, size: number | null): Raster | null {
  return grid && size ? { source: grid, ...tileInGrid(stop.step, size), width: size, height: size } : null;
}

function modelOf(work: Work | null): string | null {
  const node = work?.generate ?? work?.embed ?? null;
  if (node?.revision && "modelId" in node.revision) return node.revision.modelId;
  return node?.job?.modelId ?? work?.seed?.modelId ?? null;
}

function cropUsed(work: Work) {
  const { embed } = work;
  if (embed?.revision?.kind === "embed") return embed.revision.crop;
  return embed?.job?.kind === "embed" ? embed.job.crop : null;
}
