import { createHash, randomBytes, randomInt, randomUUID } from "node:crypto";
import { Person, PersonColor } from "../../protocol/entities";
import type { House } from "../house";

/**
 * A guest is a random cookie: whoever holds it is that person. The database keeps only its hash, so that
 * a copied database lets nobody in.
 */
const cookieName = "seedbed_guest";
const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

export function readGuestToken(cookieHeader: string | null | undefined): string | null {
  for (const part of (cookieHeader ?? "").split(";")) {
    const [name, value] = part.trim().split("=", 2);
    if (name === cookieName && value && tokenPattern.test(value)) return value;
  }
  return null;
}

export function newGuestToken(): string {
  return randomBytes(32).toString("base64url");
}

/** The Set-Cookie header of a guest's token; it lasts a year. */
export function guestCookie(token: string, secure: boolean): string {
  return `${guestPair(token)}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000${secure ? "; Secure" : ""}`;
}

export function guestPair(token: string): string {
  return `${cookieName}=${token}`;
}

/** The person who holds this token, or null where there is none yet. */
export async function findGuest(house: House, token: string): Promise<Person | null> {
  const row = await house.database.prisma.person.findUnique({ where: { tokenHash: hash(token) } });
  return row ? Person.parse(row) : null;
}

/** The person who holds this token, made with a name and a colour of chance on first sight. */
export async function welcomeGuest(house: House, token: string): Promise<Person> {
  const row = await house.database.prisma.person.upsert({
    where: { tokenHash: hash(token) },
    update: {},
    create: { id: randomUUID(), tokenHash: hash(token), name: guestName(), color: pick(PersonColor.options) },
  });
  return Person.parse(row);
}

const qualities = ["Calm", "Bright", "Quiet", "Swift", "Gentle", "Clever", "Sunny", "Patient", "Brave", "Merry"];
const plants = ["Fern", "Clover", "Willow", "Poppy", "Juniper", "Thistle", "Maple", "Iris", "Aster", "Moss"];

function guestName(): string {
  return `${pick(qualities)} ${pick(plants)}`;
}

function pick<Choice>(choices: readonly Choice[]): Choice {
  const choice = choices[randomInt(choices.length)];
  if (choice === undefined) throw new Error("There is nothing to choose from.");
  return choice;
}

function hash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
