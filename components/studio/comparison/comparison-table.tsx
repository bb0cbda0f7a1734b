"use client";

import { X } from "lucide-react";
import { classes } from "../../ui/classes";
import { IconButton } from "../../ui/icon-button";
import { useStudio, useStudioStore } from "../state/studio-context";
import { type Compared, toggled } from "./compared";
import { bestOf, inWords, judgedBy, type Measure } from "./measures";
import { PlateCell } from "./plate-cell";
import { plateNames, plateOrder, platesOf } from "./plates";

const nameClass = "sticky left-0 z-10 bg-raised pr-3 pl-4 text-left align-top font-normal text-ink-faint";

/** A column for every seed; the names of the rows stay in sight while it is scrolled sideways. */
export function ComparisonTable({ all, measures }: { all: readonly Compared[]; measures: readonly Measure[] }) {
  const sessionId = useStudio((state) => state.sessionId);
  const shown = measures.filter((measure) => !measure.exportedOnly);
  return (
    <table className="figures border-separate border-spacing-y-1 pb-4 text-[13px]" aria-label="Seeds side by side">
      <thead>
        <tr>
          <td className={nameClass} />
          {all.map((compared) => (
            <Head key={compared.subject.key} compared={compared} />
          ))}
        </tr>
      </thead>
      <tbody>
        {plateOrder.map((name) => (
          <tr key={name}>
            <th scope="row" className={nameClass}>
              {plateNames[name]}
            </th>
            {all.map((compared) => (
              <td key={compared.subject.key} className="pr-3 align-top">
                <PlateCell name={name} plates={platesOf(sessionId, compared)} of={compared.title} />
              </td>
            ))}
          </tr>
        ))}
        {shown.map((measure) => (
          <MeasureRow key={measure.column} measure={measure} all={all} />
        ))}
      </tbody>
    </table>
  );
}

function Head({ compared }: { compared: Compared }) {
  const store = useStudioStore();
  const remove = () => store.changeView({ compared: toggled(store.getState().view.compared, compared.subject) });
  return (
    <th scope="col" className="w-32 min-w-32 pr-3 text-left align-top sm:w-36 sm:min-w-36">
      <span className="flex items-start gap-1">
        <span className="min-w-0 grow">
          <span className="block font-medium leading-[18px]">{compared.title}</span>
          <span className="block truncate font-normal text-[12px] text-ink-faint leading-4">
            {compared.picture.name}
          </span>
        </span>
        <IconButton size="small" label={`Leave out: ${compared.title}`} hint="Leave out" onClick={remove}>
          <X size={14} />
        </IconButton>
      </span>
    </th>
  );
}

function MeasureRow({ measure, all }: { measure: Measure; all: readonly Compared[] }) {
  const best = bestOf(measure, all);
  return (
    <tr>
      <th scope="row" className={nameClass}>
        {measure.name}
      </th>
      {all.map((compared) => {
        const isBest = best !== null && judgedBy(measure, compared) === best;
        return (
          <td
            key={compared.subject.key}
            className={classes("pr-3 align-top", isBest && "font-medium text-leaf-strong")}
          >
            {inWords(measure, compared)}
            {isBest && <span className="sr-only"> (best)</span>}
          </td>
        );
      })}
    </tr>
  );
}
