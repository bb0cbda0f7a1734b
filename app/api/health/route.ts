import { respond } from "@/server/respond";

export const dynamic = "force-dynamic";

/** Whether the server and its database answer, and how many workers are connected. */
export function GET(): Promise<Response> {
  return respond(async (house) => {
    await house.database.prisma.$queryRaw`SELECT 1`;
    return Response.json({ status: "ok", workers: house.workers.size("short") });
  });
}
