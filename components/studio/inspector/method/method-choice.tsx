"use client";

import Link from "next/link";
import { RadioGroup } from "radix-ui";
import { useId } from "react";
import type { EmbedMethodName } from "@/protocol/embedding";
import { classes } from "../../../ui/classes";
import { Term } from "../../../ui/term";
import { Tooltip } from "../../../ui/tooltip";
import { useActions, useStudio } from "../../state/studio-context";
import { evaluationsOf, methodNames, type Situation, wayBy } from "./way";
import { methodWords } from "./words";

interface MethodChoiceProps {
  situation: Situation;
  inUse: EmbedMethodName;
}

/** Every way to a seed with what it costs; what cannot be used says why. */
export function MethodChoice({ situation, inUse }: MethodChoiceProps) {
  const actions = useActions();
  const label = useId();
  const { methods } = situation.settings;
  return (
    <div className="flex flex-col gap-1">
      <div className="flex justify-between gap-2 text-ink-soft">
        <span id={label}>Method</span>
        <span className="flex items-center gap-1 text-[12px] text-ink-faint">
          evaluations
          <Term about="Evaluations">How often the network is evaluated; forwards and backwards count one each.</Term>
        </span>
      </div>
      <RadioGroup.Root
        aria-labelledby={label}
        value={inUse}
        onValueChange={(next) => {
          const chosen = methodNames.find((name) => name === next);
          if (chosen) actions.choose({ methods: { ...methods, chosen } });
        }}
        className="-mx-2 flex flex-col"
      >
        {methodNames.map((name) => (
          <Choice key={name} name={name} situation={situation} isInUse={name === inUse} />
        ))}
      </RadioGroup.Root>
      <p className="text-[13px] text-ink-faint leading-[18px]">
        {methodWords[inUse].sentence}{" "}
        <span className="inline-block align-bottom">
          <Term about={methodWords[inUse].name}>{methodWords[inUse].term}</Term>
        </span>
      </p>
    </div>
  );
}

function Choice({ name, situation, isInUse }: { name: EmbedMethodName; situation: Situation; isInUse: boolean }) {
  const way = wayBy(name, situation);
  const words = methodWords[name];
  const isPossible = "method" in way;
  return (
    <div className="flex flex-col">
      <Tooltip text={words.term} side="left">
        <RadioGroup.Item
          value={name}
          disabled={!isPossible}
          className={classes(
            "flex min-h-7 items-center gap-2 rounded-md px-2 text-left enabled:hover:bg-hovered disabled:text-ink-faint",
            isInUse && "bg-leaf-soft enabled:hover:bg-leaf-soft",
          )}
        >
          <span
            aria-hidden="true"
            className={classes(
              "size-3.5 shrink-0 rounded-full border",
              isInUse ? "border-4 border-leaf bg-surface" : isPossible ? "border-line-strong" : "border-line",
            )}
          />
          <span className="grow">{words.name}</span>
          {isPossible && (
            <span className={classes("figures text-[12px]", isInUse ? "text-leaf-strong" : "text-ink-faint")}>
              {costOf(way.method, way.frame?.steps ?? situation.settings.steps)}
            </span>
          )}
        </RadioGroup.Item>
      </Tooltip>
      {!isPossible && (
        <p className="pb-1 pl-7.5 text-[12px] text-ink-faint leading-4">
          {way.reason} {way.atModels && <ModelsLink />}
        </p>
      )}
    </div>
  );
}

function ModelsLink() {
  const sessionId = useStudio((state) => state.sessionId);
  return (
    <Link href={`/s/${sessionId}/models`} className="text-leaf underline underline-offset-2">
      Train one
    </Link>
  );
}

function costOf(method: Parameters<typeof evaluationsOf>[0], steps: number): string {
  const evaluations = evaluationsOf(method, steps).toLocaleString("en");
  return method.name === "best" ? `≤ ${evaluations}` : evaluations;
}
