import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Problem } from "../protocol/errors";
import { guestCookie, guestPair, newGuestToken, readGuestToken } from "./people/guests";

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The one HTTP server: gives every browser its guest cookie, refuses other sites' requests, and hands on to the pages. */
export function createHttpServer(pages: () => Handler): Server {
  const server = createServer((request, response) => {
    if (!isSameOrigin(request) && request.method !== "GET" && request.method !== "HEAD") {
      const problem = new Problem("wrong_origin");
      response.writeHead(problem.status, { "content-type": "application/json" }).end(JSON.stringify(problem.report()));
      return;
    }
    giveGuestCookie(request, response);
    pages()(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  // Two gigabytes to learn from take long on slow lines; sending headers may not.
  server.requestTimeout = 60 * 60_000;
  server.headersTimeout = 20_000;
  return server;
}

/** Browsers say from which site a request comes; programs, such as workers, say nothing. */
export function isSameOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** Gives a browser without a guest one on its first page, and lets this very request see it. */
function giveGuestCookie(request: IncomingMessage, response: ServerResponse): void {
  const isPage = request.headers["sec-fetch-dest"] === "document" || request.headers.accept?.includes("text/html");
  const mayStart = isPage || (request.method === "POST" && request.url === "/api/sessions");
  if (!mayStart || readGuestToken(request.headers.cookie)) return;
  const token = newGuestToken();
  const secure = request.headers["x-forwarded-proto"] === "https";
  response.setHeader("set-cookie", guestCookie(token, secure));
  request.headers.cookie = [request.headers.cookie, guestPair(token)].filter(Boolean).join("; ");
}
