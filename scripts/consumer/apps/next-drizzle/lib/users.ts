import { drizzle } from "drizzle-orm/node-postgres";
import { Pool } from "pg";

export const db = drizzle({ client: new Pool({ connectionString: process.env.DATABASE_URL }) });

const users = [{ id: "u1", name: "Ada" }];

export async function findUser(id: string) {
  return users.find((user) => user.id === id) ?? null;
}

export async function checkPassword(form: FormData) {
  const user = users.find((user) => user.name === form.get("name"));
  if (!user) throw new Error("There is no such user.");
  return user;
}
