"use client";

import { useSession } from "@sessionkit/react";
import { useRouter } from "next/navigation";

/** Leaves a private page once nobody is signed in any more, wherever that was decided. */
export function LeaveWhenOver(): null {
  const router = useRouter();
  useSession({ required: true, onUnauthenticated: () => router.replace("/sign-in") });
  return null;
}
