import type { User } from "../../generated/sqlite/client/client.ts";
import { database } from "../database/database.ts";

export type { User };

/** The user behind a session; null when they are gone, and then the session ends. */
export function findUser(id: string): Promise<User | null> {
  return database.user.findUnique({ where: { id } });
}

/** The user with this address and what their password is checked against. */
export async function findAccount(
  email: string,
): Promise<{ readonly user: User; readonly hash: string } | null> {
  const found = await database.user.findUnique({
    where: { email: email.trim().toLowerCase() },
    include: { password: true },
  });
  if (!found?.password) return null;
  const { password, ...user } = found;
  return { user, hash: password.hash };
}

/** The same, of a user who is signed in. */
export async function findPassword(userId: string): Promise<string | null> {
  return (await database.password.findUnique({ where: { userId } }))?.hash ?? null;
}
