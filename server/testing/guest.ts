import { io, type Socket } from "socket.io-client";
import type { Job, Revision } from "../../protocol/entities";
import type { ProblemReport } from "../../protocol/errors";
import type {
  Answer,
  Change,
  ClientToServer,
  RequestAnswers,
  ServerToClient,
  SessionEvent,
  Snapshot,
  Welcome,
} from "../../protocol/events";
import type { FrameHeader, JobProgress } from "../../protocol/jobs";
import type { RequestInput, RequestName } from "../../protocol/requests";
import { protocolVersion } from "../../protocol/version";

type GuestSocket = Socket<ServerToClient, ClientToServer>;

/** A browser's conversation with the server, without a browser: one cookie, and as many visits as wished. */
export class Guest {
  readonly #address: string;
  cookie = "";

  constructor(address: string) {
    this.#address = address;
  }

  async fetch(path: string, options: RequestInit = {}): Promise<Response> {
    const response = await fetch(new URL(path, this.#address), {
      ...options,
      headers: { ...(options.headers as Record<string, string>), ...(this.cookie ? { cookie: this.cookie } : {}) },
    });
    const given = response.headers.get("set-cookie")?.split(";", 1)[0];
    if (given) this.cookie = given;
    return response;
  }

  async startSession(): Promise<string> {
    const response = await this.fetch("/api/sessions", { method: "POST" });
    return ((await response.json()) as { id: string }).id;
  }

  /** Uploads a picture; `query` names the model and its settings. */
  async upload(session: string, bytes: Uint8Array, query: Record<string, string> = {}): Promise<Response> {
    return this.fetch(`/api/sessions/${session}/pictures?${new URLSearchParams(query)}`, {
      method: "POST",
      body: bytes as Uint8Array<ArrayBuffer>,
    });
  }

  /** Uploads a zip of pictures to learn from. */
  async uploadZip(session: string, bytes: Uint8Array, name = "Leaves.zip"): Promise<Response> {
    return this.fetch(`/api/sessions/${session}/datasets?${new URLSearchParams({ name })}`, {
      method: "POST",
      body: bytes as Uint8Array<ArrayBuffer>,
    });
  }

  /** Opens the session as its page does. Throws the refusal's ProblemReport. */
  async visit(session: string, options: { after?: number; protocol?: number } = {}): Promise<Visit> {
    if (!this.cookie) await this.fetch("/", { headers: { accept: "text/html" } });
    const socket: GuestSocket = io(this.#address, {
      transports: ["websocket"],
      forceNew: true,
      reconnection: false,
      auth: { protocol: options.protocol ?? protocolVersion, sessionId: session, after: options.after },
      extraHeaders: { cookie: this.cookie },
    });
    return Visit.open(socket);
  }
}

/** One open page: hears everything, and can wait for what it hopes to hear. */
export class Visit {
  readonly events: SessionEvent[] = [];
  readonly frames: { header: FrameHeader; picture: Uint8Array }[] = [];
  readonly progress: JobProgress[] = [];
  readonly presence: string[][] = [];
  readonly #waiting = new Set<() => void>();

  private constructor(
    readonly socket: GuestSocket,
    readonly welcome: Welcome,
  ) {}

  static open(socket: GuestSocket): Promise<Visit> {
    return new Promise((resolve, reject) => {
      const early: SessionEvent[] = [];
      socket.on("event", (event) => early.push(event));
      socket.once("connect_error", (error) => {
        socket.close();
        reject((error as Error & { data?: ProblemReport }).data ?? error);
      });
      socket.once("welcome", (welcome) => {
        const visit = new Visit(socket, welcome);
        visit.#listen(early);
        resolve(visit);
      });
    });
  }

  #listen(early: SessionEvent[]): void {
    for (const event of early) this.events.push(event);
    if ("events" in this.welcome) this.events.unshift(...this.welcome.events);
    this.socket.off("event").on("event", (event) => {
      if (!this.events.some(({ sequence }) => sequence === event.sequence)) this.events.push(event);
      this.#wake();
    });
    this.socket.on("frame", (header, picture) => {
      this.frames.push({ header, picture: new Uint8Array(picture) });
      this.#wake();
    });
    this.socket.on("progress", (progress) => {
      this.progress.push(progress);
      this.#wake();
    });
    this.socket.on("presence", (people) => {
      this.presence.push(people);
      this.#wake();
    });
    this.socket.on("workers", (_workers, models) => {
      this.welcome.models = models;
      this.#wake();
    });
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
  }

  get snapshot(): Snapshot {
    if (!("snapshot" in this.welcome)) throw new Error("This visit was brought up to date by events.");
    return this.welcome.snapshot;
  }

  get changes(): Change[] {
    return this.events.flatMap(({ changes }) => changes);
  }

  /** Resolves with the first value `find` gives that is not undefined, now or after something more was heard. */
  until<Value>(what: string, find: () => Value | undefined, patience = 90_000): Promise<Value> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(() => reject(new Error(`Waited in vain for ${what}.`))), patience);
      const look = () => {
        const found = find();
        if (found !== undefined) settle(() => resolve(found));
      };
      const settle = (finish: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        finish();
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** The job once its row says one of these states. */
  untilJob(id: string, states: readonly Job["state"][]): Promise<Job> {
    return this.until(`job ${id} to be ${states.join(" or ")}`, () => {
      const rows = this.changes.flatMap((change) =>
        change.noun === "job" && change.row.id === id ? [change.row] : [],
      );
      const last = rows.at(-1);
      return last && states.includes(last.state) ? last : undefined;
    });
  }

  untilRevision<Kind extends Revision["kind"]>(
    kind: Kind,
    picture: string,
  ): Promise<Extract<Revision, { kind: Kind }>> {
    return this.until(`a revision of kind ${kind}`, () => {
      for (const change of this.changes)
        if (change.noun === "revision" && change.row.kind === kind && change.row.pictureId === picture)
          return change.row as Extract<Revision, { kind: Kind }>;
    });
  }

  /** Waits until a worker has brought its models. */
  untilModels(): Promise<string[]> {
    return this.until("a worker's models", () => {
      const ready = this.welcome.models.filter(({ available }) => available).map(({ id }) => id as string);
      return ready.length > 0 ? ready : undefined;
    });
  }

  ask<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<Answer<RequestAnswers[Name]>> {
    return new Promise((resolve) => {
      (this.socket as Socket).emit(name, input, resolve);
    });
  }

  leave(): void {
    this.socket.close();
  }
}
