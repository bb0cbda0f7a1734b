"use client";

import { ChevronRight } from "lucide-react";
import { publishedDescent } from "@/protocol/methods";
import { NumberField } from "../../../ui/number-field";
import { Select } from "../../../ui/select";
import { bounds, type DescentMethod, type Method } from "../../state/methods";

interface DescentControlsProps {
  method: DescentMethod;
  onChange: (part: Partial<Omit<Method<"descent">, "name">>) => void;
}

/** How long, and until when; the rest is the paper's recipe and folded away. */
export function DescentControls({ method, onChange }: DescentControlsProps) {
  return (
    <div className="flex flex-col gap-2">
      <NumberField
        label="Iterations"
        hint="Gradient steps on the seed; each is the whole generator forwards and backwards, 2 × T network evaluations."
        value={method.iterations}
        bounds={bounds.iterations}
        whole
        onChange={(iterations) => iterations !== null && onChange({ iterations })}
      />
      <NumberField
        label="Until MSE <"
        hint="Ends as soon as the mean squared error of pixels 0..1 is below; empty for all iterations."
        value={method.wished}
        bounds={bounds.wished}
        empty="never"
        onChange={(wished) => onChange({ wished })}
      />
      <details className="group">
        <summary className="-mx-2 flex min-h-7 list-none items-center gap-1 rounded-md px-2 text-[13px] text-ink-soft hover:bg-hovered [&::-webkit-details-marker]:hidden">
          <ChevronRight size={14} className="group-open:rotate-90" aria-hidden="true" />
          Recipe
          <span className="figures grow truncate text-right text-ink-faint">{recipeInShort(method)}</span>
        </summary>
        <Recipe method={method} onChange={onChange} />
      </details>
    </div>
  );
}

function Recipe({ method, onChange }: DescentControlsProps) {
  return (
    <div className="flex flex-col gap-2 pt-2">
      <NumberField
        label="Learning rate"
        hint="Of Adam; the published one is 0.01."
        value={method.learningRate}
        bounds={bounds.learningRate}
        onChange={(learningRate) => learningRate !== null && onChange({ learningRate })}
      />
      <Select
        label="Rate over the iterations"
        value={method.rate}
        choices={[
          { value: "constant", name: "Constant, as published" },
          { value: "falling", name: "Falling to 0" },
        ]}
        empty=""
        onChange={(rate) => onChange({ rate: rate === "falling" ? "falling" : "constant" })}
      />
      <Select
        label="Loss"
        value={method.loss}
        choices={[
          { value: "absolute", name: "Mean absolute, as published" },
          { value: "squared", name: "Mean squared" },
        ]}
        empty=""
        onChange={(loss) => onChange({ loss: loss === "squared" ? "squared" : "absolute" })}
      />
      <NumberField
        label="Penalty"
        hint="Weight of the seed's mean square, which keeps it near a typical seed; the published one is 0.005."
        value={method.penalty}
        bounds={bounds.penalty}
        onChange={(penalty) => penalty !== null && onChange({ penalty })}
      />
      {method.name === "descent" && (
        <>
          <NumberField
            label="Seeds at once"
            hint="So many random seeds descend side by side; the first is watched on its way. All are kept, the best first."
            value={method.seeds}
            bounds={bounds.seeds}
            whole
            onChange={(seeds) => seeds !== null && onChange({ seeds })}
          />
          <NumberField
            label="First seed's number"
            hint="The random seed to begin with; the next ones have the numbers that follow. The same number, the same descent."
            value={method.number}
            bounds={bounds.number}
            whole
            onChange={(number) => number !== null && onChange({ number })}
          />
        </>
      )}
    </div>
  );
}

function recipeInShort(method: DescentMethod): string {
  const parts = ["learningRate", "rate", "loss", "penalty"] as const;
  const isPublished = parts.every((part) => method[part] === publishedDescent[part]);
  return isPublished ? "as published" : "changed";
}
