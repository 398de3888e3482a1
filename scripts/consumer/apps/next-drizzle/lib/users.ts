import { drizzle } from "drizzle-orm/node-postgres";
import { Pool } from "pg";

export const db = drizzle({ client: new Pool({ connectionString: process.env.DATABASE_URL }) });

const users = [{ id: "u1", name: "Ada", email: "ada@app.example", password: "violet-anchor-58" }];

export async function findUser(id: string) {
  return users.find((user) => user.id === id) ?? null;
}

export async function checkPassword(email: string, password: string) {
  return users.find((user) => user.email === email && user.password === password) ?? null;
}
