import { Problem } from "../../protocol/errors";
import { Hello } from "../../protocol/events";
import { protocolVersion } from "../../protocol/version";
import { catchUp, eventsAfter } from "../events/catch-up";
import type { House } from "../house";
import { listModels } from "../models/models";
import { readGuestToken, welcomeGuest } from "../people/guests";
import { findSession, joinSession } from "../sessions/start";
import type { ClientNamespace, ClientSocket } from "./audience";
import { refuse } from "./refuse";
import { answerRequests } from "./requests";

/** Lets browsers into the session whose address they have, and brings each up to date. */
export function serveClients(house: House, namespace: ClientNamespace): void {
  namespace.use((socket, next) => {
    enter(house, socket).then(
      () => next(),
      (error) => next(refuse(error, house.log)),
    );
  });
  namespace.on("connection", (socket) => {
    house.audience.attend(socket);
    answerRequests(house, socket);
    socket.on("disconnect", () => house.audience.tellPresence(socket.data.sessionId));
    welcome(house, socket).catch((error: unknown) => {
      house.log.warn({ error: String(error) }, "a client could not be brought up to date");
      // It connects again by itself, by when the database may be back.
      socket.conn.close();
    });
  });
}

async function enter(house: House, socket: ClientSocket): Promise<void> {
  const token = readGuestToken(socket.handshake.headers.cookie);
  if (!token) throw new Problem("not_signed_in");
  const hello = Hello.safeParse(socket.handshake.auth);
  if (!hello.success || hello.data.protocol !== protocolVersion) throw new Problem("protocol_mismatch");
  const sessionId = await findSession(house, hello.data.sessionId);
  const person = await welcomeGuest(house, token);
  await joinSession(house, sessionId, person);
  socket.data = { person: person.id, sessionId, after: hello.data.after };
}

async function welcome(house: House, socket: ClientSocket): Promise<void> {
  const { person, sessionId, after } = socket.data;
  // Joined before the state is read, so that nothing falls between the two.
  await socket.join(sessionId);
  const missed = await catchUp(house, sessionId, after);
  const models = await listModels(house);
  socket.emit("welcome", { you: person, models, workers: house.workers.status(), ...missed });
  const told = "snapshot" in missed ? missed.snapshot.sequence : (missed.events.at(-1)?.sequence ?? after ?? 0);
  // Facts told between joining and the welcome may have come too early for the client; hearing one twice is harmless.
  for (const event of await eventsAfter(house, sessionId, told)) socket.emit("event", event);
  for (const { header, picture } of house.frames.soFar(sessionId))
    socket.emit("frame", header, picture as unknown as ArrayBuffer);
  for (const progress of house.frames.progress(sessionId)) socket.emit("progress", progress);
  house.audience.tellPresence(sessionId);
}
