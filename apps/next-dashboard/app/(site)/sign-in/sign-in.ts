"use server";

import { safeRedirect } from "@sessionkit/core";
import { redirect } from "next/navigation";
import { checkPassword } from "@/lib/check-password";
import { textOf } from "@/lib/form";
import { createSession } from "@/lib/session-next";

interface Refusal {
  readonly problem: string;
  readonly email: string;
  readonly remember: boolean;
}

/** Ends with a redirect, so that the router discards the pages that it cached for another user. */
export async function signIn(_: Refusal | null, form: FormData): Promise<Refusal> {
  const email = textOf(form, "email");
  const remember = form.has("remember");
  try {
    const user = await checkPassword(email, textOf(form, "password"));
    if (!user) return { problem: "E-mail and password do not match.", email, remember };
    await createSession(user.id, { remember, merge: ({ kept }) => ({ kept }) });
  } catch (error) {
    if ((error as { code?: unknown }).code === "cross_site") throw error;
    console.error(error);
    return { problem: "Sign-in is unavailable. Try again in a moment.", email, remember };
  }
  redirect(safeRedirect(textOf(form, "callbackUrl"), "/dashboard"));
}
