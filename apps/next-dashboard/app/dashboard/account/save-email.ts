"use server";

import { refresh } from "next/cache";
import { fresh } from "@/lib/environment";
import { textOf } from "@/lib/form";
import { requireSession } from "@/lib/session-next";
import { sessions } from "@/lib/sessions";
import { changeEmail } from "@/lib/users";

interface Answer {
  readonly saved: boolean;
  readonly text: string;
}

/** Checks the session like the page, because an action can be called without its page. */
export async function saveEmail(_: Answer | null, form: FormData): Promise<Answer> {
  const { id, userId } = await requireSession({ fresh, verify: "store" });
  const email = textOf(form, "email").trim();
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 200) {
    return { saved: false, text: "This is not an e-mail address." };
  }
  if (!(await changeEmail(userId, email))) {
    return { saved: false, text: "This address cannot be used." };
  }
  if (form.has("others")) await sessions.revokeUser(userId, { except: id });
  refresh();
  return { saved: true, text: "Changed. Sign in with the new address from now on." };
}
