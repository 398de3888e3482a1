"use server";

import { safeRedirect } from "@sessionkit/core";
import { redirect } from "next/navigation";
import { checkPassword } from "@/lib/check-password";
import { textOf } from "@/lib/form";
import { renewSession, requireSession } from "@/lib/session-next";
import { sessions } from "@/lib/sessions";

/** Checks the password of the signed-in user, not of the address in the form, and renews the session. */
export async function confirm(_: string | null, form: FormData): Promise<string> {
  const user = await sessions.user(await requireSession({ verify: "store" }));
  if (!user || !(await checkPassword(user.email, textOf(form, "password")))) {
    return "That is not your password.";
  }
  await renewSession({ authenticated: true });
  redirect(safeRedirect(textOf(form, "callbackUrl"), "/dashboard"));
}
