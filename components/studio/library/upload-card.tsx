"use client";

import { RotateCcw, X } from "lucide-react";
import { IconButton } from "../../ui/icon-button";
import { Picture } from "../../ui/picture";
import { Progress } from "../../ui/progress";
import { Refusal } from "../../ui/refusal";
import { useActions } from "../state/studio-context";
import type { Upload } from "../state/studio-state";

const words = { waiting: "Waiting to upload", sending: "Uploading", preparing: "Preparing", failed: "Not uploaded" };

/** A picture on its way to the server; where it failed it says why and can be tried again. */
export function UploadCard({ upload }: { upload: Upload }) {
  const actions = useActions();
  const isFailed = upload.state === "failed";
  const dismiss = (
    <IconButton
      size="small"
      label={`${isFailed ? "Dismiss" : "Cancel the upload of"} ${upload.name}`}
      onClick={() => actions.cancelUpload(upload.id)}
    >
      <X size={15} />
    </IconButton>
  );

  if (isFailed) {
    return (
      <li className="col-span-full flex flex-col gap-1 rounded-control border border-line p-2">
        <div className="flex items-center gap-1">
          <span className="min-w-0 grow truncate text-[13px]">{upload.name}</span>
          {upload.canRetry && (
            <IconButton size="small" label={`Retry ${upload.name}`} onClick={() => actions.retryUpload(upload.id)}>
              <RotateCcw size={14} />
            </IconButton>
          )}
          {dismiss}
        </div>
        <Refusal>{upload.message}</Refusal>
      </li>
    );
  }
  return (
    <li className="min-w-0">
      <div className="relative aspect-square overflow-hidden rounded-control bg-sunken">
        <Picture src={upload.preview} alt="" className="size-full object-cover opacity-50" />
        <div className="absolute top-1 right-1 rounded-md bg-surface/85">{dismiss}</div>
        <span className="absolute inset-x-1.5 bottom-1.5 rounded-full bg-black/50 p-0.5">
          <Progress
            label={`${words[upload.state]} ${upload.name}`}
            value={upload.state === "sending" ? upload.progress : null}
          />
        </span>
      </div>
      <p className="truncate pt-1 text-[12px] text-ink-faint leading-4">{words[upload.state]}</p>
    </li>
  );
}
