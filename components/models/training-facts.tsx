import type { Training } from "@/protocol/training";
import { Term } from "../ui/term";
import { networkOfLesson } from "./words";

/** What was found out before the first step; pictures that could not be read are named. */
export function Facts({ training: { facts, lesson, settings, dataName } }: { training: Training }) {
  const length = settings.steps === null ? `${settings.epochs} epochs` : `${settings.steps.toLocaleString("en")} steps`;
  const known: readonly (readonly [name: string, value: string, term?: string])[] = [
    ["Pictures", dataName],
    ...(facts
      ? ([
          ["Learnt from", facts.pictures.toLocaleString("en")],
          ["Held out", facts.heldOut.toLocaleString("en"), "Never learnt from; the curve's check is made on these."],
          ["Parameters", facts.parameters.toLocaleString("en")],
          ["Steps", facts.steps.toLocaleString("en"), "Pictures are learnt from in batches; each is one step."],
        ] as const)
      : ([["Length", length]] as const)),
    ["Network", networkOfLesson(lesson)],
    ["Batch", String(settings.batch)],
    ["Learning rate", String(settings.learningRate)],
  ];
  return (
    <div className="flex flex-col gap-2 text-[13px]">
      <dl className="figures flex flex-wrap gap-x-6 gap-y-1">
        {known.map(([name, value, term]) => (
          <div key={name} className="flex min-w-0 flex-col">
            <dt className="flex items-center gap-1 text-[12px] text-ink-faint">
              {name}
              {term && <Term about={name}>{term}</Term>}
            </dt>
            <dd className="max-w-72 truncate" title={value}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
      {facts && facts.skipped > 0 && (
        <details>
          <summary className="figures w-fit rounded-md text-amber">
            {facts.skipped === 1 ? "1 picture" : `${facts.skipped.toLocaleString("en")} pictures`} could not be read
          </summary>
          <ul className="thin-scroll max-h-40 overflow-y-auto pt-1 text-ink-soft">
            {facts.skippedNames.map((name) => (
              <li key={name} className="break-words">
                {name}
              </li>
            ))}
            {facts.skipped > facts.skippedNames.length && <li>and {facts.skipped - facts.skippedNames.length} more</li>}
          </ul>
        </details>
      )}
    </div>
  );
}
