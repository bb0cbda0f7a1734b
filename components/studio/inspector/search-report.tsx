"use client";

import { ChevronsRight } from "lucide-react";
import type { Revision } from "@/protocol/entities";
import { isIterative } from "@/protocol/methods";
import { Button } from "../../ui/button";
import { duration } from "../../ui/time";
import { Tooltip } from "../../ui/tooltip";
import { isHere } from "../state/models";
import { useActions, useStudio } from "../state/studio-context";
import type { Work } from "../state/work";
import { continued, refinementOf } from "./method/way";
import { endedInWords, stageNames } from "./method/words";
import { errorInFigures } from "./numbers";

type Found = Extract<Revision, { kind: "embed" }>;

/** What each part of a search cost and brought, why it ended, and a way to go on from there. */
export function SearchReport({ work, found }: { work: Work; found: Found }) {
  const actions = useActions();
  const ended = endedInWords(found.endedBy, found.method);
  const models = useStudio((state) => state.models);
  const longer = continued(found.method);
  const further = longer && refinementOf(work, longer);
  return (
    <>
      {found.stages.length > 0 && isIterative(found.method) && <Stages found={found} />}
      {ended && <p className="text-[13px] text-ink-soft leading-[18px]">{ended}</p>}
      {further && "method" in further && (
        <Tooltip text={furtherInWords[further.method.name === "best" ? "best" : "refine"]} side="left">
          <Button
            size="small"
            className="self-start"
            disabled={!isHere(models, found.modelId, further.method)}
            onClick={() => actions.embed(work.picture.id, further.method, further.startSeedId, further.frame)}
          >
            <ChevronsRight size={15} />
            Continue for longer
          </Button>
        </Tooltip>
      )}
    </>
  );
}

const furtherInWords = {
  refine: "Refine from this seed, with the same settings once more.",
  best: "Search anew with twice the evaluations, for a tenth of the wished error.",
};

function Stages({ found }: { found: Found }) {
  const cell = "py-0.5 text-right font-normal";
  return (
    <table className="figures w-full text-[12px] leading-4">
      <caption className="sr-only">Stages of the search</caption>
      <thead className="text-ink-faint">
        <tr>
          <th scope="col" className="text-left font-normal">
            Stage
          </th>
          <th scope="col" className={cell}>
            Evaluations
          </th>
          <th scope="col" className={cell}>
            Time
          </th>
          <th scope="col" className={cell}>
            MSE
          </th>
        </tr>
      </thead>
      <tbody>
        {found.stages.map((stage, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: stages are never reordered, and one may come twice.
          <tr key={index} className="border-line border-t">
            <th scope="row" className="py-0.5 text-left font-normal">
              {stageNames[stage.name]}
            </th>
            <td className={cell}>{stage.evaluations.toLocaleString("en")}</td>
            <td className={cell}>{duration(stage.milliseconds)}</td>
            <td className={cell}>{stage.meanSquaredError === null ? "–" : errorInFigures(stage.meanSquaredError)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
