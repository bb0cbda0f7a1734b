import { stat } from "node:fs/promises";
import { Problem } from "../../protocol/errors";
import type { Sha256 } from "../../protocol/ids";
import type { Transaction } from "../events/record";
import type { House } from "../house";

/** Stores bytes, then their row: a row never names a file that is not safely on disk. */
export async function storeBlob(house: House, bytes: Uint8Array, mediaType: string): Promise<Sha256> {
  const sha256 = await house.blobs.put(bytes);
  await house.database.prisma.blob.createMany({
    data: [{ sha256, size: bytes.byteLength, mediaType }],
    skipDuplicates: true,
  });
  return sha256;
}

/** Gives a blob that a worker has uploaded its row. Throws compute_failed where the bytes never arrived. */
export async function keepBlob(
  house: House,
  transaction: Transaction,
  sha256: Sha256,
  mediaType: string,
): Promise<void> {
  if (!(await house.blobs.has(sha256))) throw new Problem("compute_failed", "a result's bytes never arrived");
  const { size } = await stat(house.blobs.path(sha256));
  await transaction.blob.createMany({ data: [{ sha256, size, mediaType }], skipDuplicates: true });
  if (!(await house.blobs.has(sha256))) throw new Problem("compute_failed", "a result's bytes were removed");
}

/** Removes a blob of which only its last owner knew, such as the state that a newer one has replaced. */
export async function dropBlob(house: House, sha256: Sha256): Promise<void> {
  const dropped = house.database.prisma.$transaction(async (transaction) => {
    const { count } = await transaction.blob.deleteMany({ where: { sha256 } });
    // Before others can write that row again: they see that the bytes are gone.
    if (count > 0) await house.blobs.remove(sha256);
  });
  // Refused by the database where another row still names it.
  await dropped.catch(() => undefined);
}

/** Removes bytes that came to no row. */
export async function dropUnnamed(house: House, sha256: Sha256): Promise<void> {
  const named = await house.database.prisma.blob.findUnique({ where: { sha256 }, select: { sha256: true } });
  if (!named) await house.blobs.remove(sha256);
}
