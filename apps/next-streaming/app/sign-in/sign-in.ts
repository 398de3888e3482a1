"use server";

import { redirect } from "next/navigation";
import { createSession } from "@/lib/session-next";
import { users } from "@/lib/users";

export async function signIn(form: FormData): Promise<void> {
  const user = users.find(({ id }) => id === form.get("user"));
  if (!user) redirect("/sign-in");
  await createSession(user.id);
  redirect("/account");
}
