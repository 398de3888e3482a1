import demoUsers from "../../demo-users.json" with { type: "json" };
import { hashPassword, verifyPassword } from "./password.ts";

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
}

/** The users who can sign in. A production application has a table of users. */
export interface Accounts {
  find(id: string): User | null;
  /** Returns the user or null. The answer and its time do not reveal whether the address or the password was wrong. */
  check(email: string, password: string): Promise<User | null>;
}

/** The demo users. Their passwords are hashed at the first sign-in, so that the start is fast. */
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
