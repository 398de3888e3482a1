"use server";

import { textOf } from "@/lib/form";
import { requireSession, updateSession } from "@/lib/session-next";

export async function saveNote(_: string | null, form: FormData): Promise<string> {
  await requireSession();
  const letters = [...textOf(form, "note").trim()];
  await updateSession({ note: letters.slice(0, 200).join("") });
  return "Saved.";
}
