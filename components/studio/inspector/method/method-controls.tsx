"use client";

import type { EmbedMethodName } from "@/protocol/embedding";
import { NumberField } from "../../../ui/number-field";
import { NumberSlider } from "../../../ui/number-slider";
import { Select } from "../../../ui/select";
import { bounds, type MethodSettings } from "../../state/methods";
import { useActions, useStudio } from "../../state/studio-context";
import { DescentControls } from "./descent-controls";

/** The settings of the method in use, and of no other. */
export function MethodControls({ inUse }: { inUse: EmbedMethodName }) {
  const actions = useActions();
  const settings = useStudio((state) => state.settings);
  const { methods, corrections, steps } = settings;
  const change = (part: Partial<MethodSettings>) => actions.choose({ methods: { ...methods, ...part } });

  switch (inUse) {
    case "embedder":
      return null;
    case "inversion":
      return (
        <NumberSlider
          label="Corrections a step"
          hint={`K: how often every step backwards is corrected (fixed-point inversion, best residual kept). More come closer and take longer: T × (1 + K) = ${steps * (1 + corrections)} network evaluations.`}
          value={corrections}
          bounds={[0, 20]}
          onChange={(next) => actions.choose({ corrections: next })}
        />
      );
    case "descent":
      return (
        <DescentControls
          method={methods.descent}
          onChange={(descent) => change({ descent: { ...methods.descent, ...descent } })}
        />
      );
    case "refine":
      return (
        <DescentControls
          method={methods.refine}
          onChange={(refine) => change({ refine: { ...methods.refine, ...refine } })}
        />
      );
    case "best":
      return <BestControls methods={methods} onChange={change} />;
    case "image":
      return (
        <Select
          label="Strength"
          value={String(methods.image.strength)}
          choices={strengths.map((strength) => ({
            value: String(strength),
            name: strength === 1 ? "1: the picture as it is" : `${strength}: the picture, faint`,
          }))}
          empty=""
          onChange={(strength) => change({ image: { name: "image", strength: Number(strength) } })}
        />
      );
  }
}

/** The paper's figures: the picture as it is, and scaled. */
const strengths = [1, 0.08, 0.06, 0.04, 0.02];

function BestControls({
  methods,
  onChange,
}: {
  methods: MethodSettings;
  onChange: (part: Partial<MethodSettings>) => void;
}) {
  const { best } = methods;
  return (
    <div className="flex flex-col gap-2">
      <NumberField
        label="Until MSE <"
        hint="Mean squared error of pixels 0..1 to be reached; the search ends as soon as it is."
        value={best.wished}
        bounds={bounds.wished}
        onChange={(wished) => wished !== null && onChange({ best: { ...best, wished } })}
      />
      <NumberField
        label="Evaluations at most"
        hint="The budget: how often the network may be evaluated, forwards and backwards counting one each."
        value={best.evaluations}
        bounds={bounds.evaluations}
        whole
        onChange={(evaluations) => evaluations !== null && onChange({ best: { ...best, evaluations } })}
      />
    </div>
  );
}
