"use server";

import { redirect } from "next/navigation";
import { textOf } from "@/lib/form";
import { notebooks } from "@/lib/notebooks";
import { getSession, updateGuest } from "@/lib/session-next";

/** Works without an account: the browser becomes a guest, who keeps the notebook at the sign-in. */
export async function keepNotebook(form: FormData): Promise<void> {
  const slug = textOf(form, "slug");
  if (await getSession()) redirect("/dashboard");
  if (notebooks.some((one) => one.slug === slug))
    await updateGuest((data) => ({ ...data, kept: [...new Set([...data.kept, slug])] }));
  redirect("/#later");
}
