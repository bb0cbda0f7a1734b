"use client";

import { Section } from "../../ui/section";
import { StatusDot } from "../../ui/status-dot";
import { Tooltip } from "../../ui/tooltip";
import { useStudio } from "../state/studio-context";
import { activeJob, type Work } from "../state/work";
import { methodByName } from "./method/words";
import { closeInDecibels, decibels, duration, judgeMetrics, meanSquaredError } from "./numbers";

/** How near the image that grew comes to the picture, and what it took. */
export function Reconstruction({ work }: { work: Work }) {
  const models = useStudio((state) => state.models);
  const embedded = work.embed?.revision?.kind === "embed" ? work.embed.revision : null;
  const generated = work.generate?.revision?.kind === "generate" ? work.generate.revision : null;
  const isUnderWay = activeJob(work) !== null;
  if (!embedded && !generated && !isUnderWay) return null;
  const isCompared = work.picture.origin === "upload";
  const metrics = generated?.metrics ?? null;
  const modelId = generated?.modelId ?? embedded?.modelId;
  const model = models.find((candidate) => candidate.id === modelId);
  const verdict = metrics && judgeMetrics(metrics);
  return (
    <Section title={isCompared ? "Reconstruction" : "Numbers"}>
      {metrics && (
        <Tooltip
          text={`Mean squared error of pixels 0..1, and peak signal-to-noise. Green from ${closeInDecibels} dB (MSE 0.00100): hard to tell apart by eye. Amber below.`}
          side="left"
        >
          <div className="flex flex-col gap-0.5">
            <p className="figures flex items-baseline gap-2 font-medium text-base">
              <StatusDot look={verdict === "good" ? "good" : "fair"} className="-translate-y-px" />
              <span>
                MSE {meanSquaredError(metrics)} · {decibels(metrics)}
              </span>
            </p>
            <p className="text-[13px] text-ink-soft">
              {verdict === "good"
                ? "Hard to tell from the original."
                : "Differences can be seen. More corrections come closer."}
            </p>
          </div>
        </Tooltip>
      )}
      {!metrics && isCompared && (
        <div className="flex flex-col gap-0.5">
          <p className="flex items-baseline gap-2 text-base text-ink-faint">
            <StatusDot look="idle" className="-translate-y-px" />
            MSE – · – dB
          </p>
          <p className="text-[13px] text-ink-faint">Measured when the image has grown.</p>
        </div>
      )}
      <dl className="figures grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-[13px]">
        {modelId && <Row name="Model" value={model?.title ?? modelId} />}
        {embedded && (
          <>
            <Row name="Method" value={`${methodByName(embedded.method)}, T ${embedded.steps}`} />
            <Row name="Evaluations" value={`${embedded.evaluations} in ${duration(embedded.milliseconds)}`} />
          </>
        )}
        {generated && <Row name="Generation" value={`T ${generated.steps} in ${duration(generated.milliseconds)}`} />}
        {!generated && work.generate?.job && (
          <Row name="Generation" value={`T ${work.generate.job.steps}, under way`} />
        )}
      </dl>
    </Section>
  );
}

function Row({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-ink-faint">{name}</dt>
      <dd className="text-right">{value}</dd>
    </>
  );
}
