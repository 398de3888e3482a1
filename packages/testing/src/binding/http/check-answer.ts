import { expect } from "vitest";
import type { BindingLimit } from "../binding-limit.ts";
import type { Answer } from "./answer.ts";

/** Routes of the application that fail on purpose. */
const DELIBERATE = /^GET \/(?:throws|rejects)\b/;
const STACK = /\n\s+at [\w.<>[\] ]+ \(|node_modules\/|SessionStoreError/;
const CREDENTIAL = /\bv1\.[\w-]{8}\.[\w-]{21}\.\d|\beyJ[\w-]{10,}\.[\w-]+\.[\w-]{43}/;
/** The answers whose body is for a client that keeps its own tokens, and which then set no cookie. */
const TOKENS =
  /^POST \/(?:api\/auth\/refresh\b|(?:sign-in|step-up|impersonate)\?transport=bearer$)/;

interface Expected {
  readonly cannot: readonly BindingLimit[];
  /** Only the endpoints see the session token. */
  readonly hidden: boolean;
  /** What the application has printed, which `localApp` keeps from the console. */
  readonly output: () => string;
}

/**
 * What holds of every answer: no failure but an outage, no stack, no credential in a body, no cookie that a script could
 * read or a cache could keep. Credentials that it sets are added to `issued`.
 */
export function checkAnswer(
  answer: Answer,
  issued: Set<string>,
  { cannot, hidden, output }: Expected,
): void {
  const { what, status, headers, setCookies, text } = answer;
  const message = `${what} answered ${status}`;
  if (status >= 500 && status !== 503 && !DELIBERATE.test(what))
    expect.fail(`${message}. The application has printed:\n${output().slice(-2_000)}`);
  expect(text, message).not.toMatch(STACK);
  if (!TOKENS.test(what) || setCookies.length > 0) expect(text, message).not.toMatch(CREDENTIAL);
  const ours = setCookies.filter((line) => /^(?:__Host-)?(?:access|session|bound)=/.test(line));
  if (ours.length > 0) {
    expect(String(headers["cache-control"]), message).toMatch(/private.*no-store/);
    const page = String(headers["content-type"]).startsWith("text/html");
    if (!page || !cannot.includes("vary"))
      expect(String(headers.vary), message).toMatch(/\bcookie\b/i);
  }
  const names = ours.map((line) => line.split("=", 1)[0]);
  if (!cannot.includes("replace")) expect(names, message).toEqual([...new Set(names)]);
  for (const line of ours) checkCookie(line, message, issued, hidden);
}

function checkCookie(line: string, message: string, issued: Set<string>, hidden: boolean): void {
  const value = line.slice(line.indexOf("=") + 1).split(";")[0] ?? "";
  if (value.length > 20) issued.add(value);
  expect(line, message).toMatch(/; HttpOnly/i);
  expect(line, message).toMatch(/; SameSite=Lax/i);
  const path = hidden && line.includes("session=") ? "/api/auth" : "/";
  expect(`${line};`, message).toContain(`; Path=${path};`);
}
