import type { SignOutScope } from "@sessionkit/core";
import type { Request, Response } from "express";
import type { Binding } from "../bind/binding.ts";
import { setCookies } from "../request/set-cookies.ts";
import { throwOutage } from "./outage.ts";
import { writingRequest } from "./writing-request.ts";

export interface RevokeSessionOptions {
  /** This session, the user's others, or every one. `"current"`. */
  readonly scope?: SignOutScope;
}

/** Signs out. Returns how many sessions ended. */
export async function revokeSession(
  binding: Binding,
  req: Request,
  res: Response,
  { scope = "current" }: RevokeSessionOptions = {},
): Promise<number> {
  const current = writingRequest(binding, req, res, "revokeSession");
  const { revoked, cookies } = await binding.sessions.signOut(current, scope).catch(throwOutage);
  setCookies(current, res, "revokeSession", cookies);
  if (scope !== "others")
    current.outcome = { status: "unauthenticated", session: null, reason: "revoked", cookies };
  return revoked;
}
