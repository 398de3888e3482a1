"use server";

import { refresh } from "next/cache";
import { textOf } from "@/lib/form";
import { removeMembership } from "@/lib/organisations";
import { sessions } from "@/lib/sessions";
import { ownedOrganisation } from "./owned";

/** Takes effect within a second in all sessions of the member, whose access tokens still have the role. */
export async function removeMember(form: FormData): Promise<void> {
  const organisation = await ownedOrganisation(form);
  const userId = textOf(form, "userId");
  if (organisation && userId) {
    await removeMembership(organisation, userId);
    await sessions.invalidateClaims(userId);
  }
  refresh();
}
