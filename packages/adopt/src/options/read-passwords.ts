import { SessionConfigError } from "@sessionkit/core";
import { describeType } from "@sessionkit/core/store";

/** The libraries refuse shorter ones. */
const MIN_LENGTH = 32;

/** Returns a password, or the passwords by id. Throws `SessionConfigError` if one is missing or too short. */
export function readPasswords(
  password: string | Readonly<Record<string, string>> | undefined,
): string | Readonly<Record<string, string>> {
  if (typeof password === "string") return check("password", password);
  if (typeof password !== "object" || password === null || Object.keys(password).length === 0) {
    throw new SessionConfigError(
      "password",
      `expected the password of the old sessions, or passwords by id, got ${describeType(password)}.`,
    );
  }
  for (const [id, one] of Object.entries(password)) check(`password.${id}`, one);
  return { ...password };
}

function check(option: string, password: unknown): string {
  if (typeof password === "string" && password.length >= MIN_LENGTH) return password;
  throw new SessionConfigError(
    option,
    `expected at least ${MIN_LENGTH} characters, got ${typeof password === "string" ? password.length : describeType(password)}. Pass the password that made the old sessions.`,
  );
}
