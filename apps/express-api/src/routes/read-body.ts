import { HttpProblem } from "./http-problem.ts";

/** NUL and lone surrogates, which not every database can store. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** Returns a member of a JSON body that must be non-empty text. */
export function readText(body: unknown, name: string, maxLength = 512): string {
  const value = member(body, name);
  if (
    typeof value === "string" &&
    value !== "" &&
    value.length <= maxLength &&
    !UNSTORABLE.test(value)
  )
    return value;
  throw refused(`${name}: expected text of 1 to ${maxLength} characters.`);
}

/** Returns an optional member that must be one of the choices; the first is the default. */
export function readChoice<const Choice>(
  body: unknown,
  name: string,
  [fallback, ...others]: readonly [Choice, ...Choice[]],
): Choice {
  const value = member(body, name) ?? fallback;
  const found = [fallback, ...others].find((choice) => choice === value);
  if (found !== undefined) return found;
  throw refused(`${name}: expected ${[fallback, ...others].map(String).join(" or ")}.`);
}

function member(body: unknown, name: string): unknown {
  if (typeof body !== "object" || body === null)
    throw refused("Expected a JSON object; content-type: application/json.");
  return Object.hasOwn(body, name) ? (body as Record<string, unknown>)[name] : undefined;
}

function refused(title: string): HttpProblem {
  return new HttpProblem(400, "bad_request", title);
}
