// What the pages call "yours": users in memory, so that the code of the pages also runs.

export type Role = "admin" | "member";

export interface User {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

interface Account extends User {
  readonly password: string;
}

const password = "violet-anchor-58";

const accounts = new Map<string, Account>([
  ["ada", { id: "ada", name: "Ada", role: "admin", password }],
  ["bob", { id: "bob", name: "Bob", role: "member", password }],
]);

/** For tests of outages. */
export const database = { isDown: false };

export async function findUser(id: string): Promise<User | null> {
  if (database.isDown) throw new Error("The database is down.");
  const account = accounts.get(id);
  return account ? { id, name: account.name, role: account.role } : null;
}

/** The user who has this id or address, and this password. */
export async function checkPassword(name: string, given: string): Promise<User | null> {
  const id = name.replace(/@.*/, "");
  return accounts.get(id)?.password === given ? findUser(id) : null;
}

export async function setRole(id: string, role: Role): Promise<void> {
  change(id, { role });
}

export async function savePassword(id: string, given: string): Promise<void> {
  change(id, { password: given });
}

export async function deleteUser(id: string): Promise<boolean> {
  return accounts.delete(id);
}

function change(id: string, members: Partial<Account>): void {
  const account = accounts.get(id);
  if (account) accounts.set(id, { ...account, ...members });
}

interface Member extends User {
  readonly memberships: readonly { readonly organisation: string; readonly role: string }[];
}

export async function findUserWithRoles(id: string): Promise<Member | null> {
  const user = await findUser(id);
  return user && { ...user, memberships: [] };
}
