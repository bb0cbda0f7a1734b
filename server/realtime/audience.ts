import type { Namespace, Socket } from "socket.io";
import type { ClientToServer, ServerToClient, SessionEvent } from "../../protocol/events";
import type { PersonId, SessionId } from "../../protocol/ids";
import type { FrameHeader, JobProgress } from "../../protocol/jobs";

export interface SocketData {
  person: PersonId;
  sessionId: SessionId;
  after: number | undefined;
}

export type ClientNamespace = Namespace<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
export type ClientSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

/**
 * Packets that may wait for one client's line before it misses frames. Socket.IO's own `volatile` drops a frame as
 * soon as the one before is still being written, which on a fast line loses steps that follow closely.
 */
const mostWaitingPackets = 32;

/** Everybody who has a session open; tells them facts, frames, and who else is here. */
export class Audience {
  readonly #waiting = new Map<string, number>();

  constructor(private readonly namespace: ClientNamespace) {}

  /** Keeps count of how far behind this client's line is, until it leaves. */
  attend(socket: ClientSocket): void {
    const count = () => this.#waiting.set(socket.id, (this.#waiting.get(socket.id) ?? 0) + 1);
    const clear = () => this.#waiting.set(socket.id, 0);
    socket.conn.on("packetCreate", count).on("drain", clear);
    socket.once("disconnect", () => {
      socket.conn.off("packetCreate", count).off("drain", clear);
      this.#waiting.delete(socket.id);
    });
  }

  tell(session: SessionId, event: SessionEvent): void {
    this.namespace.to(session).emit("event", event);
  }

  /** A client whose line is behind misses frames rather than queueing them, and gets the next one it can take. */
  show(session: SessionId, header: FrameHeader, picture: Uint8Array): void {
    this.namespace
      .to(session)
      .except(this.#behind())
      .emit("frame", header, picture as unknown as ArrayBuffer);
  }

  /** As frames, it is missed by those whose line is behind. */
  tellProgress(session: SessionId, progress: JobProgress): void {
    this.namespace.to(session).except(this.#behind()).emit("progress", progress);
  }

  #behind(): string[] {
    return [...this.#waiting].flatMap(([id, packets]) => (packets > mostWaitingPackets ? [id] : []));
  }

  tellPresence(session: SessionId): void {
    const people = new Set<PersonId>();
    for (const id of this.namespace.adapter.rooms.get(session) ?? []) {
      const person = this.namespace.sockets.get(id)?.data.person;
      if (person) people.add(person);
    }
    this.namespace.to(session).emit("presence", [...people]);
  }

  tellWorkers(...told: Parameters<ServerToClient["workers"]>): void {
    this.namespace.emit("workers", ...told);
  }
}
