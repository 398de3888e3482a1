"use server";

import { refresh } from "next/cache";
import { textOf } from "@/lib/form";
import { requireSession } from "@/lib/session-next";
import { sessions } from "@/lib/sessions";

/** Ends one of one's own sessions; an id that is somebody else's does nothing. */
export async function endSession(form: FormData): Promise<void> {
  const { userId } = await requireSession({ verify: "store" });
  const id = textOf(form, "id");
  const own = await sessions.list(userId);
  if (own.some((session) => session.id === id)) await sessions.revoke(id);
  refresh();
}

export async function endOtherSessions(): Promise<void> {
  const { id, userId } = await requireSession({ verify: "store" });
  await sessions.revokeUser(userId, { except: id });
  refresh();
}
