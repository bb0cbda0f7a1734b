"use client";

import { RefreshCw } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { useActions, useStudio } from "../../studio/state/studio-context";
import { Button } from "../../ui/button";
import { Refusal } from "../../ui/refusal";
import { Select } from "../../ui/select";
import type { FormPart } from "./form-parts";

/** What somebody who runs the server has laid ready. */
export function ServerData({ draft, change }: FormPart) {
  const actions = useActions();
  const refusal = useStudio((state) => state.refusals.get("server-data"));
  const [names, setNames] = useState<readonly string[] | null>(null);
  const look = useCallback(() => {
    setNames(null);
    void actions.listServerData().then((found) => setNames(found ?? []));
  }, [actions]);
  useEffect(look, [look]);

  const isKnown = draft.serverName === "" || names?.includes(draft.serverName);
  return (
    <div className="flex min-h-28 flex-col gap-2">
      <Select
        label="Data set on the server"
        value={draft.serverName}
        choices={
          names && names.length > 0
            ? [
                { value: "", name: "Choose…" },
                ...names.map((name) => ({ value: name, name })),
                ...(isKnown ? [] : [{ value: draft.serverName, name: `${draft.serverName} (gone)`, disabled: true }]),
              ]
            : []
        }
        empty={names ? "Nothing there yet" : "Looking…"}
        note={
          <>
            To add one, lay a folder, zip, IDX or .npy file of pictures into the folder{" "}
            <code className="rounded bg-canvas px-1 font-mono text-[12px]">datasets</code> in the server's data folder.
          </>
        }
        onChange={(serverName) => change({ serverName })}
      />
      <Button size="small" className="self-start" disabled={names === null} onClick={look}>
        <RefreshCw size={14} aria-hidden="true" />
        Look again
      </Button>
      <Refusal>{refusal}</Refusal>
    </div>
  );
}
