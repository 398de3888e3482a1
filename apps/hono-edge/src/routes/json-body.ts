import { validator } from "hono/validator";

const MAX_LENGTH = 512;

type Body<Name extends string> = Record<Name, string> & { readonly remember?: boolean };

/** Validates a JSON body in which these members are non-empty text. A 400 names the first invalid one. */
export function jsonBody<const Name extends string>(names: readonly Name[]) {
  return validator("json", (value: Body<Name>, c) => {
    const body: Partial<Record<string, unknown>> = typeof value === "object" ? (value ?? {}) : {};
    const wrong = names.find((name) => !isText(body[name]));
    if (wrong !== undefined) return c.json({ code: "bad_request" as const, member: wrong }, 400);
    return value;
  });
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "" && value.length <= MAX_LENGTH;
}
