import { SessionConfigError } from "@sessionkit/core";
import { describeType } from "@sessionkit/core/store";

/** Returns the secrets as a list. Throws `SessionConfigError` if one is missing or empty. */
export function readSecrets(secret: string | readonly string[] | undefined): readonly string[] {
  const secrets: readonly unknown[] = Array.isArray(secret) ? secret : [secret];
  const isText = (one: unknown) => typeof one === "string" && one !== "";
  if (secrets.length > 0 && secrets.every(isText)) return secrets as readonly string[];
  const wrong = secrets.find((one) => !isText(one));
  throw new SessionConfigError(
    "secret",
    `expected the secret of the old sessions, or a list of them, got ${secrets.length === 0 ? "an empty list" : describeValue(wrong)}.`,
  );
}

/** Throws `SessionConfigError` if the value is given and is not a function, or is required and missing. */
export function checkFunction(option: string, value: unknown, need: "required" | "optional"): void {
  if (typeof value === "function" || (value === undefined && need === "optional")) return;
  throw new SessionConfigError(option, `expected a function, got ${describeType(value)}.`);
}

/** @param unit for the message */
export function checkPositive(option: string, value: unknown, unit: string): void {
  if (value === undefined || (typeof value === "number" && Number.isFinite(value) && value > 0)) {
    return;
  }
  throw new SessionConfigError(
    option,
    `expected ${unit}, got ${typeof value === "number" ? value : describeType(value)}.`,
  );
}

function describeValue(value: unknown): string {
  return value === "" ? "an empty string" : describeType(value);
}
