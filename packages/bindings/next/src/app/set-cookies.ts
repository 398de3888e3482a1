import { SessionConfigError, type SetCookie } from "@sessionkit/core";
import { cookies } from "next/headers";

/**
 * Throws `SessionConfigError` where Next cannot set cookies. Called before a verb writes: a session whose cookie never
 * arrives would be lost.
 */
export async function assertSettable(verb: string): Promise<void> {
  const jar = await cookies();
  try {
    // Without arguments it sets no cookie; a read-only jar throws first.
    Reflect.apply(jar.set, jar, []);
  } catch (error) {
    if (!(error instanceof Error) || !/only be modified in/.test(error.message)) return;
    throw new SessionConfigError(
      verb,
      "sets cookies, which Next allows in server actions and route handlers only, not while a page is rendered.",
    );
  }
}

/**
 * Sets cookies on the response of an action or a route handler. An action cannot set other headers: the proxy and the
 * endpoints send the offer to bind a session.
 */
export async function setCookies(changes: readonly SetCookie[]): Promise<void> {
  if (changes.length === 0) return;
  const jar = await cookies();
  for (const { maxAge, registration: _, ...cookie } of changes) {
    const expires = maxAge === 0 ? new Date(0) : undefined;
    jar.set({ ...cookie, maxAge: maxAge ?? undefined, expires });
  }
}
