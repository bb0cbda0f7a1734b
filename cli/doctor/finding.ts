/** What an examination found: whether it is there, whether Seedbed needs it, and what to do where it is not. */
export interface Finding {
  readonly name: string;
  readonly state: "ok" | "missing" | "optional";
  readonly detail: string;
  readonly advice?: string;
}

export type Examination = () => Promise<Finding | Finding[]>;
