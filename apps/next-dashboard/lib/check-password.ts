import "server-only";
import { verifyPassword } from "./password";
import type { User } from "./schema";
import { findAccount } from "./users";

/** Limits the time of hashing. */
const MAX_LENGTH = 256;

/** Returns the user or null. The answer and its time do not reveal whether the address or the password was wrong. */
export async function checkPassword(email: string, password: string): Promise<User | null> {
  const account = await findAccount(email);
  const right = await verifyPassword(password.slice(0, MAX_LENGTH), account?.hash ?? null);
  return right && account && password.length <= MAX_LENGTH ? account.user : null;
}
