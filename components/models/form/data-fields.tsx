"use client";

import { Choice } from "../../ui/choice";
import type { FormPart } from "./form-parts";
import { ServerData } from "./server-data";
import { UploadedData } from "./uploaded-data";

const places = [
  { value: "upload", name: "A zip of pictures" },
  { value: "server", name: "The server's folder" },
] as const;

/** The pictures to learn from. */
export function DataFields(part: FormPart) {
  const { draft, faults, change } = part;
  return (
    <div data-faulty={faults.data ? true : undefined}>
      <Choice
        legend="Pictures to learn from"
        value={draft.source}
        choices={places}
        onChoose={(source) => change({ source })}
      >
        {draft.source === "upload" ? <UploadedData {...part} /> : <ServerData {...part} />}
        {faults.data && (
          <p role="alert" className="text-[13px] text-danger">
            {faults.data}
          </p>
        )}
      </Choice>
    </div>
  );
}
