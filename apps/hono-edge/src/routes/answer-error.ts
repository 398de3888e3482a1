import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";

/** Every error as JSON, without its stack. What the verbs of sessions throw knows its answer. */
export function answerError(error: Error, c: Context): Response {
  if (error instanceof HTTPException) return error.getResponse();
  console.error(error);
  return c.json({ code: "internal" }, 500);
}

export function notFound(c: Context): Response {
  return c.json({ code: "not_found" }, 404);
}
