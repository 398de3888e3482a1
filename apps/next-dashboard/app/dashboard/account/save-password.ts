"use server";

import { fresh } from "@/lib/environment";
import { textOf } from "@/lib/form";
import { renewSession, requireSession } from "@/lib/session-next";
import { sessions } from "@/lib/sessions";
import { changePassword } from "@/lib/users";

interface Answer {
  readonly saved: boolean;
  readonly text: string;
}

/**
 * Sessions from before the change end because of `credentialsChangedAt`. This one is renewed: the user has proved who they are.
 * Without `invalidateClaims`, access tokens of the others would be accepted until they expire.
 */
export async function savePassword(_: Answer | null, form: FormData): Promise<Answer> {
  const { userId } = await requireSession({ fresh, verify: "store" });
  const password = textOf(form, "password");
  if (password.length < 12 || password.length > 256)
    return { saved: false, text: "The password must have 12 to 256 characters." };
  await changePassword(userId, password);
  await renewSession({ authenticated: true });
  await sessions.invalidateClaims(userId);
  return { saved: true, text: "Changed. Your other devices are signed out." };
}
