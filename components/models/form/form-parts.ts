import type { Faults } from "./check-draft";
import type { Draft } from "./draft";

/** What every part of the form is given. */
export interface FormPart {
  readonly draft: Draft;
  readonly faults: Faults;
  readonly change: (part: Partial<Draft>) => void;
}
