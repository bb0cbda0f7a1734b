"use client";

import { Blend, Columns2, Image as ImageIcon, Radio, Sparkles, SquareSplitHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "../../ui/classes";
import { Segments } from "../../ui/segments";
import { Tooltip } from "../../ui/tooltip";
import { useActions, useStudio, useStudioStore } from "../state/studio-context";
import type { CompareMode } from "../state/studio-state";
import type { Extent } from "./lens";

const modes = [
  { value: "wipe", name: "Wipe", icon: <SquareSplitHorizontal size={16} /> },
  { value: "side-by-side", name: "Side by side", icon: <Columns2 size={16} /> },
  { value: "difference", name: "Difference, four times as bright", icon: <Blend size={16} /> },
] as const satisfies readonly { value: CompareMode; name: string; icon: unknown }[];

interface StageToolbarProps {
  name: string;
  /** What is shown, in its own pixels. */
  picture: Extent | null;
  canCompare: boolean;
  hasPhotograph: boolean;
}

/** How the stage shows what it shows. */
export function StageToolbar({ name, picture, canCompare, hasPhotograph }: StageToolbarProps) {
  const store = useStudioStore();
  const actions = useActions();
  const view = useStudio((state) => state.view);
  const following = view.pinned === null;
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-2 border-line border-b px-3 py-1">
      <p className="flex min-w-0 grow basis-40 items-baseline gap-2 max-sm:basis-full">
        <span className="truncate font-medium">{name}</span>
        {picture && (
          <span className="figures shrink-0 text-[13px] text-ink-faint">
            {picture.width} × {picture.height} px
          </span>
        )}
      </p>
      <Segments
        label="Compare"
        value={view.compare}
        choices={modes}
        disabled={!canCompare}
        onChoose={(compare) => store.changeView({ compare })}
      />
      <Switch
        on={view.smooth}
        label="Smooth"
        hint="Blend between pixels when enlarging. Off, every pixel is shown as it is."
        icon={<Sparkles size={15} />}
        onChange={(smooth) => store.changeView({ smooth })}
      />
      {hasPhotograph && (
        <Switch
          on={view.photograph}
          label="Photograph"
          hint="Show the original in full detail, rather than at the size the model sees."
          icon={<ImageIcon size={15} />}
          onChange={(photograph) => store.changeView({ photograph })}
        />
      )}
      <span className="grow sm:hidden" />
      <Switch
        on={following}
        label="Following live"
        hint="The stage goes to the newest work of the session. Choosing a picture stays with it."
        icon={<Radio size={15} />}
        onChange={(follow) => (follow ? actions.followLive() : actions.stay())}
      />
    </div>
  );
}

interface SwitchProps {
  on: boolean;
  label: string;
  hint: string;
  icon: ReactNode;
  onChange: (on: boolean) => void;
}

function Switch({ on, label, hint, icon, onChange }: SwitchProps) {
  return (
    <Tooltip text={hint}>
      <button
        type="button"
        aria-pressed={on}
        aria-label={label}
        onClick={() => onChange(!on)}
        className={classes(
          "flex h-8 items-center gap-1.5 rounded-control px-2 text-[13px] transition-colors duration-100",
          on ? "bg-leaf-soft text-leaf-strong" : "text-ink-faint hover:bg-hovered hover:text-ink",
        )}
      >
        {icon}
        <span className="max-sm:hidden">{label}</span>
      </button>
    </Tooltip>
  );
}
