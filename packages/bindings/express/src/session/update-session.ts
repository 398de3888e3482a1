import type { SessionOf } from "@sessionkit/core";
import type { Request, Response } from "express";
import type { Binding } from "../bind/binding.ts";
import { changeSession } from "./change-session.ts";

/** Merges into the session's own data. */
export function updateSession(
  binding: Binding,
  req: Request,
  res: Response,
  data: object,
): Promise<SessionOf> {
  return changeSession(binding, req, res, "updateSession", (session, request) =>
    binding.sessions.update(session, data, request),
  );
}
