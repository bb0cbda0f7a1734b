"use client";

import { ChevronRight } from "lucide-react";
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
        lowest={bounds.iterations[0]}
        highest={bounds.iterations[1]}
        whole
        onChange={(iterations) => iterations !== null && onChange({ iterations })}
      />
      <NumberField
        label="Until MSE <"
        hint="Ends as soon as the mean squared error of pixels 0..1 is below; empty for all iterations."
        value={method.wished}
        lowest={bounds.wished[0]}
        highest={bounds.wished[1]}
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
        lowest={bounds.learningRate[0]}
        highest={bounds.learningRate[1]}
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
        lowest={bounds.penalty[0]}
        highest={bounds.penalty[1]}
        onChange={(penalty) => penalty !== null && onChange({ penalty })}
      />
      {method.name === "descent" && (
        <>
          <NumberField
            label="Seeds at once"
            hint="So many random seeds descend side by side; the first is watched on its way. All are kept, the best first."
            value={method.seeds}
            lowest={bounds.seeds[0]}
            highest={bounds.seeds[1]}
            whole
            onChange={(seeds) => seeds !== null && onChange({ seeds })}
          />
          <NumberField
            label="First seed's number"
            hint="The random seed to begin with; the next ones have the numbers that follow. The same number, the same descent."
            value={method.number}
            lowest={bounds.number[0]}
            highest={bounds.number[1]}
            whole
            onChange={(number) => number !== null && onChange({ number })}
          />
        </>
      )}
    </div>
  );
}

function recipeInShort({ learningRate, rate, loss, penalty }: DescentMethod): string {
  const isPublished = learningRate === 0.01 && rate === "constant" && loss === "absolute" && penalty === 0.005;
  return isPublished ? "as published" : "changed";
}
