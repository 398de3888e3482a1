import "server-only";
import { eq, ne } from "drizzle-orm";
import { db } from "./database";
import { hashPassword } from "./password";
import { passwordTable, type User, userTable } from "./schema";

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

/** The time of the change ends the user's sessions from before it. */
export async function changePassword(id: string, password: string): Promise<void> {
  const hash = await hashPassword(password);
  await db.batch([
    db.update(passwordTable).set({ hash }).where(eq(passwordTable.userId, id)),
    db.update(userTable).set({ passwordChangedAt: new Date() }).where(eq(userTable.id, id)),
  ]);
}
