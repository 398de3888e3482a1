"use server";

import { refresh } from "next/cache";
import { textOf } from "@/lib/form";
import { requireSession, updateSession } from "@/lib/session-next";
import { sessions } from "@/lib/sessions";

/** Changes the organisation of this session, and of no other. The claims follow from it in the same answer. */
export async function switchOrganisation(form: FormData): Promise<void> {
  const user = await sessions.user(await requireSession({ verify: "store" }));
  const organisation = textOf(form, "organisation");
  if (user?.memberships.some(({ id }) => id === organisation))
    await updateSession({ organisation });
  refresh();
}
