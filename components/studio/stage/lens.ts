/** How the stage looks at a picture: enlarged from "fits", and its centre moved from the frame's, in CSS pixels. */
export interface Lens {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

export interface Extent {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Extent {
  readonly left: number;
  readonly top: number;
}

export const restingLens: Lens = { zoom: 1, x: 0, y: 0 };
export const furthestZoom = 16;

/** The scale at which a picture fits its frame: a whole number of screen pixels for each of a small picture's, if any. */
export function fittingScale(frame: Extent, picture: Extent): number {
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height);
  return scale >= 2 ? Math.floor(scale) : scale;
}

export function boxOf(frame: Extent, picture: Extent, lens: Lens): Box {
  const scale = fittingScale(frame, picture) * lens.zoom;
  const width = picture.width * scale;
  const height = picture.height * scale;
  return {
    left: Math.round((frame.width - width) / 2 + lens.x),
    top: Math.round((frame.height - height) / 2 + lens.y),
    width,
    height,
  };
}

/** Zooms so that what lies under a point (from the frame's centre) stays under it. */
export function zoomAt(lens: Lens, factor: number, point: { x: number; y: number }): Lens {
  const zoom = Math.min(furthestZoom, Math.max(1, lens.zoom * factor));
  const ratio = zoom / lens.zoom;
  return { zoom, x: point.x - (point.x - lens.x) * ratio, y: point.y - (point.y - lens.y) * ratio };
}

/** Keeps the picture over the frame: it moves only as far as it reaches beyond the edges. */
export function heldIn(frame: Extent, picture: Extent, lens: Lens): Lens {
  const scale = fittingScale(frame, picture) * lens.zoom;
  const slackX = Math.max(0, (picture.width * scale - frame.width) / 2);
  const slackY = Math.max(0, (picture.height * scale - frame.height) / 2);
  return { zoom: lens.zoom, x: within(lens.x, slackX), y: within(lens.y, slackY) };
}

/** The part of a box that is inside the frame, in the frame's coordinates. */
export function visiblePart(frame: Extent, box: Box): { left: number; right: number } {
  return { left: Math.max(0, box.left), right: Math.min(frame.width, box.left + box.width) };
}

function within(value: number, slack: number): number {
  return Math.min(slack, Math.max(-slack, value));
}
