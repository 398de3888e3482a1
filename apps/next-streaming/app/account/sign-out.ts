"use server";

import { redirect } from "next/navigation";
import { revokeSession } from "@/lib/session-next";

/** Ends in a redirect, so that the router forgets the pages it kept. */
export async function signOut(): Promise<void> {
  await revokeSession();
  redirect("/sign-in");
}
