"use server";

import { redirect } from "next/navigation";
import { revokeSession } from "@/lib/session-next";

/** Ends with a redirect, so that the router discards its cached pages. */
export async function signOut(): Promise<void> {
  await revokeSession();
  redirect("/sign-in");
}
