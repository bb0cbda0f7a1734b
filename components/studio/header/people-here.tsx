"use client";

import { Tooltip } from "../../ui/tooltip";
import { Avatar } from "../people/avatar";
import { personOf } from "../people/people";
import { useStudio } from "../state/studio-context";

const shown = 4;

/** The others who have the session open now. */
export function PeopleHere() {
  const snapshot = useStudio((state) => state.snapshot);
  const present = useStudio((state) => state.present);
  const you = useStudio((state) => state.you);
  if (!snapshot) return null;
  const others = [...new Set(present)].filter((id) => id !== you).map((id) => ({ id, ...personOf(snapshot, id) }));
  if (others.length === 0) return null;
  const more = others.slice(shown);
  return (
    <ul aria-label="Who is here" className="flex shrink-0 items-center">
      {others.slice(0, shown).map((person, index) => (
        <li key={person.id} className={index > 0 ? "-ml-1.5" : ""}>
          <Tooltip text={person.name}>
            <button type="button" aria-label={person.name} className="block rounded-full ring-2 ring-surface">
              <Avatar person={person} />
            </button>
          </Tooltip>
        </li>
      ))}
      {more.length > 0 && (
        <li className="figures pl-1.5 text-[13px] text-ink-soft" title={more.map((person) => person.name).join(", ")}>
          +{more.length}
        </li>
      )}
    </ul>
  );
}
