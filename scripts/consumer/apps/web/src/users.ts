interface User {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

const users: readonly User[] = [{ id: "u1", name: "Ada", role: "admin" }];

export async function findUser(id: string): Promise<User | null> {
  return users.find((user) => user.id === id) ?? null;
}

export async function checkPassword(form: FormData): Promise<User> {
  const user = users.find((user) => user.name === form.get("name"));
  if (!user) throw new Error("There is no such user.");
  return user;
}
