import { io, type Socket } from "socket.io-client";
import { type ProblemReport, problems } from "@/protocol/errors";
import type { Answer, RequestAnswers, SessionEvent, Welcome } from "@/protocol/events";
import type { FrameHeader, JobProgress } from "@/protocol/jobs";
import type { RequestInput, RequestName } from "@/protocol/requests";
import { protocolVersion } from "@/protocol/version";
import type { StudioStore } from "./store";

export type Ask = <Name extends RequestName>(
  name: Name,
  input: RequestInput<Name>,
) => Promise<Answer<RequestAnswers[Name]>>;

export interface Line {
  readonly ask: Ask;
  hangUp(): void;
}

const answerWithin = 10_000;
const tryAgainAfter = 1000;
/** Refusals that pass by themselves: the page keeps trying. */
const passing = new Set<string>(["database_away", "unexpected", "not_signed_in"]);

/** Joins the session and keeps the store true to it until `hangUp`. */
export function connect(store: StudioStore, sessionId: string): Line {
  const socket = io({
    transports: ["websocket"],
    reconnectionDelay: 300,
    reconnectionDelayMax: 3000,
    auth: (hello) => hello({ protocol: protocolVersion, sessionId, after: store.lastSequence() }),
  });
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const later = (act: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, tryAgainAfter);
    timers.add(timer);
  };
  const ask = asker(socket);

  let catchingUp = false;
  const receive = (events: readonly SessionEvent[]) => {
    const after = store.lastSequence();
    if (!store.receive(events).missing || catchingUp || after === undefined) return;
    catchingUp = true;
    ask("catchUp", { after }).then((answer) => {
      catchingUp = false;
      if (answer.ok) store.catchUp(answer.value);
      else if (socket.connected) later(() => receive([]));
    });
  };

  socket.on("welcome", (welcome: Welcome) => store.welcome(welcome));
  socket.on("event", (event: SessionEvent) => receive([event]));
  socket.on("presence", (present: string[]) => store.change({ present }));
  socket.on("workers", (workers, models) => store.setWorkers(workers, models));
  socket.on("progress", (progress: JobProgress) => store.addProgress(progress));
  let shown: Promise<void> = Promise.resolve();
  socket.on("frame", (header: FrameHeader, picture: ArrayBuffer) => {
    // A frame that cannot be decoded is a frame that was dropped: the step comes with the stored trajectory.
    const decoding = createImageBitmap(new Blob([picture])).catch(() => null);
    // Decoded beside one another, but shown in the order in which they were computed.
    shown = shown.then(async () => {
      const bitmap = await decoding;
      if (bitmap) store.addFrame(header, bitmap);
    });
  });
  socket.on("disconnect", (reason) => {
    store.setConnection({ status: "lost" });
    if (reason === "io server disconnect") later(() => socket.connect());
  });
  socket.on("connect_error", (error) => {
    const problem = "data" in error ? reported(error.data) : null;
    if (problem && !passing.has(problem.code)) return store.setConnection({ status: "refused", problem });
    if (store.lastSequence() !== undefined) store.setConnection({ status: "lost" });
    if (!socket.active) later(() => socket.connect());
  });

  return {
    ask,
    hangUp() {
      for (const timer of timers) clearTimeout(timer);
      socket.disconnect();
    },
  };
}

function asker(socket: Socket): Ask {
  return async (name, input) => {
    if (!socket.connected) return refusal("Not connected just now. Nothing was changed; try again in a moment.");
    try {
      return await socket.timeout(answerWithin).emitWithAck(name, input);
    } catch {
      return refusal("The server did not answer in time. Try again in a moment.");
    }
  };
}

function refusal(message: string): { ok: false; problem: ProblemReport } {
  return { ok: false, problem: { code: "unexpected", message } };
}

function reported(data: unknown): ProblemReport | null {
  if (typeof data !== "object" || data === null || !("code" in data) || !("message" in data)) return null;
  const { code, message } = data;
  if (typeof code !== "string" || typeof message !== "string" || !isKnown(code)) return null;
  return { code, message };
}

function isKnown(code: string): code is ProblemReport["code"] {
  return Object.hasOwn(problems, code);
}
