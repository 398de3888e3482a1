import "server-only";
import { eq } from "drizzle-orm";
import { db } from "./database";
import { passwordTable, type User, userTable } from "./schema";

/** The user behind a session; null when they are gone, and then the session ends. */
export async function findUser(id: string): Promise<User | null> {
  const [user] = await db.select().from(userTable).where(eq(userTable.id, id));
  return user ?? null;
}

/** The user with this address and what their password is checked against. */
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

/** False where somebody else has this address. */
export async function changeEmail(id: string, email: string): Promise<boolean> {
  const taken = await findAccount(email);
  if (taken) return taken.user.id === id;
  await db.update(userTable).set({ email: email.toLowerCase() }).where(eq(userTable.id, id));
  return true;
}
