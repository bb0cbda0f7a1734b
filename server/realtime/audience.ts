import type { Namespace } from "socket.io";
import type { ClientToServer, ServerToClient, SessionEvent } from "../../protocol/events";
import type { PersonId, SessionId } from "../../protocol/ids";
import type { FrameHeader } from "../../protocol/jobs";

export interface SocketData {
  person: PersonId;
  sessionId: SessionId;
  after: number | undefined;
}

export type ClientNamespace = Namespace<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

/** Everybody who has a session open; tells them facts, frames, and who else is here. */
export class Audience {
  constructor(private readonly namespace: ClientNamespace) {}

  tell(session: SessionId, event: SessionEvent): void {
    this.namespace.to(session).emit("event", event);
  }

  /** Volatile: a slow client misses frames rather than queueing them. */
  show(session: SessionId, header: FrameHeader, picture: Uint8Array): void {
    this.namespace.to(session).volatile.emit("frame", header, picture as unknown as ArrayBuffer);
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
