"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useAppSession } from "@/components/use-app-session";

/**
 * Renders the page again if the session of this tab has another organisation or role than the page: after a switch in another
 * tab, or after an owner has changed the membership.
 */
export function FollowOrganisation({ shown }: { readonly shown: string | null }): null {
  const { status, user } = useAppSession();
  const router = useRouter();
  const current = user?.organisation ? `${user.organisation.id} ${user.organisation.role}` : null;
  useEffect(() => {
    if (status === "authenticated" && current !== shown) router.refresh();
  }, [status, current, shown, router]);
  return null;
}
