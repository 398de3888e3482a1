import "server-only";
import { verifyPassword } from "./password";
import type { User } from "./schema";
import { findAccount } from "./users";

/** Longer ones only cost time. */
const MAX_LENGTH = 256;

/** The user, or null: whether the address or the password was wrong shows neither in the answer nor in its time. */
export async function checkPassword(email: string, password: string): Promise<User | null> {
  const account = await findAccount(email);
  const right = await verifyPassword(password.slice(0, MAX_LENGTH), account?.hash ?? null);
  return right && account && password.length <= MAX_LENGTH ? account.user : null;
}
