"use client";

import { useMemo } from "react";
import { useStudio, useWork } from "../../state/studio-context";
import type { Situation } from "./way";

export function useSituation(): Situation {
  const settings = useStudio((state) => state.settings);
  const models = useStudio((state) => state.models);
  const work = useWork();
  return useMemo(() => ({ settings, models, work }), [settings, models, work]);
}
