"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useAppSession } from "@/components/use-app-session";
import type { AppClaims } from "@/lib/session-types";

type Organisation = NonNullable<AppClaims["organisation"]>;

/**
 * Renders the page again if the session of this tab has another organisation or role than the page: after a switch in another
 * tab, or after an owner has changed the membership.
 */
export function FollowOrganisation({ shown }: { readonly shown: Organisation | null }): null {
  const { status, user } = useAppSession();
  const router = useRouter();
  const [before, current] = [keyOf(shown), keyOf(user?.organisation)];
  useEffect(() => {
    if (status === "authenticated" && current !== before) router.refresh();
  }, [status, current, before, router]);
  return null;
}

function keyOf(organisation: Organisation | null | undefined): string | null {
  return organisation ? `${organisation.id} ${organisation.role}` : null;
}
