"use client";

import { Slider } from "radix-ui";
import { useEffect, useRef, useState } from "react";
import { Section } from "../../ui/section";
import { useActions } from "../state/studio-context";
import type { Work } from "../state/work";
import { isGivenUp, realismShown, stepsShown } from "./realism-shown";

/** Often enough to follow a hand, seldom enough that a step of the generator can be seen in between. */
const askEvery = 200;
const grain = 0.05;

/** Pulls a found seed towards a typical one, while the image follows: the paper's reification. */
export function RealismSlider({ work }: { work: Work }) {
  const actions = useActions();
  const { seed } = work;
  const shown = realismShown(work);
  const [draft, setDraft] = useState<number | null>(null);
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; value: number } | null>(null);

  const isLost = draft !== null && isGivenUp(work, draft);
  // Once the place that was asked for is shown, or does not come, the slider follows the work again.
  useEffect(() => {
    if (draft !== null && (isLost || Math.abs(draft - shown) < grain / 2)) setDraft(null);
  }, [draft, shown, isLost]);
  useEffect(() => () => clearTimeout(waiting.current?.timer), []);
  if (!seed?.statistics || work.embed?.revision?.kind !== "embed") return null;

  const ask = async (realism: number) => {
    const steps = stepsShown(work) ?? undefined;
    const isAccepted = await actions.generate(seed.pictureId, seed.id, seed.modelId, { realism, steps });
    if (!isAccepted) setDraft((latest) => (latest === realism ? null : latest));
  };
  const move = (value: number) => {
    setDraft(value);
    if (waiting.current) {
      waiting.current.value = value;
      return;
    }
    void ask(value);
    const timer = setTimeout(() => {
      const latest = waiting.current?.value;
      waiting.current = null;
      if (latest !== undefined && latest !== value) void ask(latest);
    }, askEvery);
    waiting.current = { timer, value };
  };
  const value = draft ?? shown;
  return (
    <Section title="Faithful or realistic" aside={<span className="figures text-ink-soft">{percent(value)}</span>}>
      <div className="flex flex-col gap-1">
        <Slider.Root
          min={0}
          max={1}
          step={grain}
          value={[value]}
          onValueChange={([next]) => next !== undefined && move(next)}
          className="relative flex h-5 touch-none select-none items-center"
        >
          <Slider.Track className="relative h-1 grow rounded-full bg-line">
            <Slider.Range className="absolute h-full rounded-full bg-leaf" />
          </Slider.Track>
          <Slider.Thumb
            aria-label="Realism"
            aria-valuetext={`${percent(value)} realistic`}
            className="block size-4 rounded-full border-2 border-leaf bg-surface"
          />
        </Slider.Root>
        <p className="flex justify-between text-[13px] text-ink-soft" aria-hidden="true">
          <span>Faithful</span>
          <span>Realistic</span>
        </p>
      </div>
      <p className="text-[13px] text-ink-faint leading-[18px]">
        Moves the seed towards a typical one (reification): the image leaves the picture, and comes nearer to what the
        model has learnt.
      </p>
    </Section>
  );
}

function percent(value: number): string {
  return `${Math.round(value * 100)} %`;
}
