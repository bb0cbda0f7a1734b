"use client";

import type { Metrics } from "@/protocol/entities";
import { Section } from "../../ui/section";
import { StatusDot } from "../../ui/status-dot";
import { Term } from "../../ui/term";
import { duration } from "../../ui/time";
import { openJob } from "../state/open-job";
import { useStudio } from "../state/studio-context";
import type { Work } from "../state/work";
import { counted, methodByName } from "./method/words";
import { closeInDecibels, decibels, judgeMetrics, meanSquaredError } from "./numbers";
import { Row } from "./row";
import { SearchCurve } from "./search-curve";
import { SearchReport } from "./search-report";

/** How near the image that grew comes to the picture, and what it took. */
export function Reconstruction({ work }: { work: Work }) {
  const models = useStudio((state) => state.models);
  const embedded = work.embed?.revision?.kind === "embed" ? work.embed.revision : null;
  const generated = work.generate?.revision?.kind === "generate" ? work.generate.revision : null;
  if (!embedded && !generated && !openJob(work)) return null;
  const isCompared = work.picture.origin === "upload";
  const metrics = generated?.metrics ?? null;
  const modelId = generated?.modelId ?? embedded?.modelId;
  const model = models.find((candidate) => candidate.id === modelId);
  return (
    <Section title={isCompared ? "Reconstruction" : "Numbers"}>
      {metrics && <Judged metrics={metrics} realism={generated?.realism ?? 0} />}
      {!metrics && isCompared && <NotYet />}
      <dl className="figures grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-[13px]">
        {modelId && <Row name="Model" value={model?.title ?? modelId} />}
        {embedded && (
          <>
            <Row name="Method" value={`${methodByName(embedded.method)}, T ${embedded.steps}`} />
            <Row
              name="Cost"
              value={`${counted(embedded.evaluations, "evaluation")}, ${duration(embedded.milliseconds)}`}
            />
          </>
        )}
        {generated && <Row name="Generation" value={`T ${generated.steps} in ${duration(generated.milliseconds)}`} />}
        {!generated && work.generate?.job && (
          <Row name="Generation" value={`T ${work.generate.job.steps}, under way`} />
        )}
      </dl>
      {embedded && <SearchReport work={work} found={embedded} />}
      <SearchCurve work={work} />
    </Section>
  );
}

function Judged({ metrics, realism }: { metrics: Metrics; realism: number }) {
  const verdict = judgeMetrics(metrics);
  const similarity = metrics.structuralSimilarity;
  return (
    <div className="flex flex-col gap-0.5">
      <div className="figures flex items-center gap-2 font-medium text-base">
        <StatusDot look={verdict} />
        <span>
          MSE {meanSquaredError(metrics)} · {decibels(metrics)}
        </span>
        <Term about="How near it comes">
          Mean squared error of pixels 0..1, the same as a ratio of peak signal to noise, and structural similarity
          (SSIM), where 1 is the same picture.
        </Term>
      </div>
      {typeof similarity === "number" && (
        <p className="figures pl-4 text-[13px] text-ink-soft">SSIM {similarity.toFixed(3)}</p>
      )}
      <p className="text-[13px] text-ink-soft">{judgedInWords(verdict, realism)}</p>
      <p className="figures text-[12px] text-ink-faint">
        Green from {closeInDecibels} dB (MSE 0.00100) up, amber below.
      </p>
    </div>
  );
}

function judgedInWords(verdict: ReturnType<typeof judgeMetrics>, realism: number): string {
  if (realism > 0) return "Pulled towards what the model knows, so it leaves the original.";
  return verdict === "good"
    ? "Hard to tell from the original."
    : "Differences can be seen. Refining the seed comes closer.";
}

function NotYet() {
  return (
    <div className="flex flex-col gap-0.5">
      <p className="flex items-baseline gap-2 text-base text-ink-faint">
        <StatusDot look="idle" className="-translate-y-px" />
        MSE – · – dB
      </p>
      <p className="text-[13px] text-ink-faint">Measured when the image has grown.</p>
    </div>
  );
}
