import { findAccount } from "../users/accounts.ts";
import { demoUsers } from "../users/demo-users.ts";
import { hashPassword } from "../users/password.ts";
import { database } from "./database.ts";

/** Inserts the users of `demo-users.json` that are missing. */
export async function insertDemoUsers(): Promise<void> {
  await Promise.all(
    demoUsers.map(async ({ name, email, password }) => {
      if (await findAccount(email)) return;
      const id = email.replace(/@.*/, "");
      const hash = await hashPassword(password);
      const user = { name, email, role: "member" };
      await database.user.upsert({ where: { id }, create: { id, ...user }, update: user });
      await database.password.upsert({
        where: { userId: id },
        create: { userId: id, hash },
        update: { hash },
      });
    }),
  );
}
