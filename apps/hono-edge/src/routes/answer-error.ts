import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";

/** Answers every error as JSON, without its stack. Errors of sessionkit are `HTTPException`s. */
export function answerError(error: Error, c: Context): Response {
  if (error instanceof HTTPException) return error.getResponse();
  console.error(error);
  return c.json({ code: "internal" }, 500);
}

export function notFound(c: Context): Response {
  return c.json({ code: "not_found" }, 404);
}
