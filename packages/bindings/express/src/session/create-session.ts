import type { CreateOptions, SessionOf } from "@sessionkit/core";
import type { Request, Response } from "express";
import type { Binding } from "../bind/binding.ts";
import { setCookies } from "../request/set-cookies.ts";
import { throwOutage } from "./outage.ts";
import { writingRequest } from "./writing-request.ts";

export interface CreateSessionOptions<Data extends object = Record<string, unknown>> {
  /** False: cookies end with the browser, and `lifetime.transient` applies. True. */
  readonly remember?: boolean;
  /** On top of what the `data` option of `createSessions` gives. */
  readonly data?: Partial<Data>;
  /** For a sign-in that another site posts, such as SAML; check its `state` yourself. False. */
  readonly allowCrossSite?: boolean;
}

/** Signs a user in. Whatever session the browser held ends. */
export async function createSession(
  binding: Binding,
  req: Request,
  res: Response,
  userId: string,
  { allowCrossSite, ...options }: CreateSessionOptions = {},
): Promise<SessionOf> {
  const current = writingRequest(binding, req, res, "createSession", allowCrossSite);
  const create = { ...options, request: current } as CreateOptions;
  const outcome = await binding.sessions.create(userId, create).catch(throwOutage);
  setCookies(current, res, "createSession", outcome.cookies);
  current.outcome = outcome;
  return outcome.session;
}
