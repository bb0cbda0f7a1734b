export type { Engine, NamedInputs, NamedOutputs, Program } from "../graph/engine";
