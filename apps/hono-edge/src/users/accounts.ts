import demoUsers from "../../demo-users.json" with { type: "json" };
import { hashPassword, verifyPassword } from "./password.ts";

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
}

/** Who may sign in. An application has a table for this. */
export interface Accounts {
  find(id: string): User | null;
  /** The user, or null: whether the address or the password was wrong shows neither in the answer nor in its time. */
  check(email: string, password: string): Promise<User | null>;
}

/** The demo users. Their passwords are hashed at the first question, so that a start costs nothing. */
export function createDemoAccounts(cost?: number): Accounts {
  const users = new Map<string, User>();
  const hashes = new Map<string, () => Promise<string>>();
  for (const { name, email, password } of demoUsers) {
    const id = email.replace(/@.*/, "");
    users.set(id, { id, name, email, role: "member" });
    hashes.set(
      email,
      once(() => hashPassword(password, cost)),
    );
  }
  return {
    find: (id) => users.get(id) ?? null,
    async check(email, password) {
      const hash = (await hashes.get(email)?.()) ?? null;
      const isRight = await verifyPassword(password, hash, cost);
      const user = isRight ? [...users.values()].find((one) => one.email === email) : undefined;
      return user ?? null;
    },
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
