import type { User } from "../../generated/sqlite/client/client.ts";
import { database } from "../database/database.ts";
import { query } from "../database/query.ts";

export type { User };

/** The user of a session; null if it was deleted, which ends the session. */
export function findUser(id: string): Promise<User | null> {
  return query(() => database.user.findUnique({ where: { id } }));
}

/** The user with this address, and the hash of the user's password. */
export async function findAccount(
  email: string,
): Promise<{ readonly user: User; readonly hash: string } | null> {
  const found = await query(() =>
    database.user.findUnique({
      where: { email: email.trim().toLowerCase() },
      include: { password: true },
    }),
  );
  if (!found?.password) return null;
  const { password, ...user } = found;
  return { user, hash: password.hash };
}

/** The hash of a user's password. */
export async function findPassword(userId: string): Promise<string | null> {
  const found = await query(() => database.password.findUnique({ where: { userId } }));
  return found?.hash ?? null;
}
