"use server";

import { textOf } from "@/lib/form";
import { requireSession, updateSession } from "@/lib/session-next";

export async function saveNote(_: string | null, form: FormData): Promise<string> {
  await requireSession();
  await updateSession({ note: textOf(form, "note").trim().slice(0, 200) });
  return "Saved.";
}
