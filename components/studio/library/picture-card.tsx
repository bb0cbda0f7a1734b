"use client";

import { CircleAlert, Ellipsis, Pause, Trash2 } from "lucide-react";
import { memo, useMemo } from "react";
import type { Picture } from "@/protocol/entities";
import { classes } from "../../ui/classes";
import { Menu, MenuItem } from "../../ui/menu";
import { Picture as PictureFile } from "../../ui/picture";
import { Progress } from "../../ui/progress";
import { Avatar } from "../people/avatar";
import { personOf } from "../people/people";
import { addressesIn } from "../pixels/addresses";
import { Pixels } from "../pixels/pixels";
import { wholeOf } from "../pixels/raster";
import { newestFrame } from "../state/film";
import { useActions, useStudio } from "../state/studio-context";
import { activeJob, workOf } from "../state/work";
import { currentFilm } from "../trajectory/path";

export const PictureCard = memo(function PictureCard({ picture, shown }: { picture: Picture; shown: boolean }) {
  const actions = useActions();
  const snapshot = useStudio((state) => state.snapshot);
  const films = useStudio((state) => state.films);
  const work = useMemo(() => (snapshot ? workOf(snapshot, picture.id, null) : null), [snapshot, picture.id]);
  if (!snapshot) return null;

  const job = work ? activeJob(work) : null;
  const film = job && work ? currentFilm(films, job.kind === "embed" ? work.embed : work.generate) : undefined;
  const failed = work?.node.job?.state === "failed";
  const paused = work?.node.job?.state === "paused";
  const by = personOf(snapshot, picture.by);
  const doing = job?.kind === "embed" ? "finding its seed" : "growing";

  return (
    <li className="group relative min-w-0">
      <button
        type="button"
        aria-label={`${picture.name}, by ${by.name}${job ? `, ${doing}` : ""}${failed ? ", failed" : ""}${paused ? ", paused" : ""}`}
        aria-current={shown}
        onClick={() => actions.pin({ pictureId: picture.id, key: null })}
        className={classes(
          "relative block aspect-square w-full overflow-hidden rounded-control bg-sunken",
          shown ? "outline-2 outline-leaf outline-offset-2" : "outline-offset-2",
        )}
      >
        <Thumbnail picture={picture} />
        <span className="absolute bottom-1 left-1 flex rounded-full ring-2 ring-black/25">
          <Avatar person={by} size="dot" />
        </span>
        {failed && (
          <span className="absolute inset-0 grid place-items-center bg-black/50 text-white">
            <CircleAlert size={20} />
          </span>
        )}
        {paused && (
          <span className="absolute right-1 bottom-1 grid size-5 place-items-center rounded-full bg-black/60 text-white">
            <Pause size={12} aria-hidden="true" />
          </span>
        )}
        {job && (
          <span className="absolute inset-x-1.5 bottom-1.5 rounded-full bg-black/50 p-0.5">
            <Progress label={`${picture.name}: ${doing}`} value={film ? film.reached / film.of : null} />
          </span>
        )}
      </button>
      <p className="truncate pt-1 text-[12px] text-ink-soft leading-4" title={picture.name}>
        {picture.name}
      </p>
      <Menu
        trigger={
          <button
            type="button"
            aria-label={`More for ${picture.name}`}
            className="absolute top-1 right-1 grid size-6 place-items-center rounded-md bg-black/55 text-white opacity-0 focus-visible:opacity-100 group-hover:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100"
          >
            <Ellipsis size={15} />
          </button>
        }
      >
        <MenuItem danger onSelect={() => actions.removePicture(picture.id)}>
          <Trash2 size={15} />
          Remove from the session
        </MenuItem>
      </Menu>
    </li>
  );
});

/** An upload shows itself; what grew from a random seed shows its newest image, and before that the newest frame. */
function Thumbnail({ picture }: { picture: Picture }) {
  const sessionId = useStudio((state) => state.sessionId);
  const films = useStudio((state) => state.films);
  const snapshot = useStudio((state) => state.snapshot);
  const addresses = addressesIn(sessionId);
  if (picture.origin === "upload") {
    return (
      <PictureFile
        src={addresses.display(picture.id)}
        alt=""
        loading="lazy"
        className={classes("size-full object-cover", Math.max(picture.width, picture.height) <= 64 && "honest-pixels")}
      />
    );
  }
  const image = snapshot?.revisions.findLast(
    (revision) => revision.pictureId === picture.id && revision.kind === "generate",
  );
  if (image) {
    return <PictureFile src={addresses.image(image.id)} alt="" className="honest-pixels size-full" />;
  }
  const job = snapshot?.jobs.findLast((candidate) => candidate.pictureId === picture.id);
  const frame = job && newestFrame(films.get(job.id));
  return frame ? <Pixels raster={wholeOf(frame)} label="" className="size-full" /> : null;
}
