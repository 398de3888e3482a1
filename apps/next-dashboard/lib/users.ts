import "server-only";
import { eq, ne } from "drizzle-orm";
import { db } from "./database";
import { passwordTable, type User, userTable } from "./schema";

/** The user of a session; null if it was deleted, which ends the session. */
export async function findUser(id: string): Promise<User | null> {
  const [user] = await db.select().from(userTable).where(eq(userTable.id, id));
  return user ?? null;
}

/** All users but one, by name. */
export async function listOthers(id: string): Promise<User[]> {
  return db.select().from(userTable).where(ne(userTable.id, id)).orderBy(userTable.name).limit(20);
}

/** The user with this address, and the hash of the user's password. */
export async function findAccount(
  email: string,
): Promise<{ user: User; hash: string } | undefined> {
  const [account] = await db
    .select({ user: userTable, hash: passwordTable.hash })
    .from(userTable)
    .innerJoin(passwordTable, eq(passwordTable.userId, userTable.id))
    .where(eq(userTable.email, email.trim().toLowerCase()));
  return account;
}

/** Returns false if another user has this address. */
export async function changeEmail(id: string, email: string): Promise<boolean> {
  const taken = await findAccount(email);
  if (taken) return taken.user.id === id;
  await db.update(userTable).set({ email: email.toLowerCase() }).where(eq(userTable.id, id));
  return true;
}
