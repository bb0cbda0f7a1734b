import type { Crop, Model, WorkerStatus } from "@/protocol/entities";
import type { ProblemReport } from "@/protocol/errors";
import type { Snapshot } from "@/protocol/events";
import type { DataUpload } from "./data-uploads";
import type { Film } from "./film";
import type { Subject } from "./follow";
import type { ProgressOfJobs } from "./progress";
import { type Settings, startingSettings } from "./settings";

export type Connection =
  | { readonly status: "connecting" }
  | { readonly status: "live" }
  | { readonly status: "lost" }
  | { readonly status: "refused"; readonly problem: ProblemReport };

export interface Upload {
  readonly id: string;
  readonly name: string;
  /** Object URL of the file itself, so that it is seen before the server has it. */
  readonly preview: string;
  readonly state: "waiting" | "sending" | "preparing" | "failed";
  /** 0..1 of the bytes sent. */
  readonly progress: number;
  readonly message: string | null;
  /** False where the file itself is the trouble, which sending it again would not change. */
  readonly canRetry: boolean;
  readonly pictureId: string | null;
}

/** Where a request was made, so that a refusal is told there. */
export type Place =
  | "new-seed"
  | "embed"
  | "generate"
  | "session-name"
  | "person"
  | "picture"
  | `job-${string}`
  | "samples"
  | "server-data"
  | "data-upload"
  | `dataset-${string}`
  | "training"
  | `training-${string}`;

export type CompareMode = "wipe" | "side-by-side" | "difference";

export interface View {
  /** The picture someone chose to stay with; null follows the newest work. */
  readonly pinned: Subject | null;
  readonly newest: Subject | null;
  /** Whether the newest work moved on to another picture while a picture was pinned. */
  readonly news: boolean;
  readonly compare: CompareMode;
  readonly smooth: boolean;
  /** The original as the photograph it is, rather than as the model saw it. */
  readonly photograph: boolean;
  /** Which tile of the trajectory the stage shows; null is the newest. */
  readonly scrub: number | null;
  /** A tile under the pointer, shown until it leaves. */
  readonly hover: number | null;
  readonly playing: boolean;
  readonly sheet: "library" | "inspector" | null;
  readonly help: boolean;
  /** Nodes of histories chosen to be laid side by side, by their keys, in the order of choosing. */
  readonly compared: readonly Subject[];
  readonly comparing: boolean;
}

export interface Announcement {
  readonly id: number;
  readonly text: string;
}

export interface StudioState {
  readonly sessionId: string;
  readonly connection: Connection;
  readonly you: string | null;
  readonly snapshot: Snapshot | null;
  /** The workers' and those trained in the session. */
  readonly models: readonly Model[];
  readonly workers: readonly WorkerStatus[];
  readonly present: readonly string[];
  readonly films: ReadonlyMap<string, Film>;
  readonly progress: ProgressOfJobs;
  readonly uploads: readonly Upload[];
  /** The zip of pictures on its way, if any. */
  readonly dataUpload: DataUpload | null;
  readonly crops: ReadonlyMap<string, Crop>;
  readonly settings: Settings;
  readonly view: View;
  readonly refusals: ReadonlyMap<Place, string>;
  readonly announcements: readonly Announcement[];
}

export function startingState(sessionId: string): StudioState {
  return {
    sessionId,
    connection: { status: "connecting" },
    you: null,
    snapshot: null,
    models: [],
    workers: [],
    present: [],
    films: new Map(),
    progress: new Map(),
    uploads: [],
    dataUpload: null,
    crops: new Map(),
    settings: startingSettings,
    view: {
      pinned: null,
      newest: null,
      news: false,
      compare: "wipe",
      smooth: false,
      photograph: false,
      scrub: null,
      hover: null,
      playing: false,
      sheet: null,
      help: false,
      compared: [],
      comparing: false,
    },
    refusals: new Map(),
    announcements: [],
  };
}
