import type { Problem } from "@sessionkit/core";
import type { NextFunction, Request, Response } from "express";

export interface BindOptions {
  /**
   * Answers whoever `attach` or `requireSession` turns away: 401, 403 or 503, as `refusal.status` says. Without it the
   * answer is `application/problem+json`. For pages: `(refusal, req, res) => res.redirect("/sign-in")`.
   */
  readonly refuse?: (refusal: Problem, req: Request, res: Response, next: NextFunction) => void;
}
