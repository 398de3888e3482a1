"use server";

import { redirect } from "next/navigation";
import { textOf } from "@/lib/form";
import { endImpersonation, impersonate, requireSession } from "@/lib/session-next";

/** For administrators who have entered their password recently. */
export async function actAs(form: FormData): Promise<void> {
  const session = await requireSession({ fresh: "10m", verify: "store" });
  if (session.claims.role !== "admin" || session.actor) redirect("/dashboard");
  await impersonate(textOf(form, "userId"), { reason: textOf(form, "reason") || "Support" });
  redirect("/dashboard");
}

export async function stopActing(): Promise<void> {
  await endImpersonation();
  redirect("/dashboard/settings");
}
