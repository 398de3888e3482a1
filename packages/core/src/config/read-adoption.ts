import { checkNames } from "../base/check-names.ts";
import { durationMs } from "../base/duration.ts";
import { SessionConfigError } from "../base/errors.ts";
import type { Adopter } from "../session/adopter.ts";
import type { AdoptOptions, AnyOptions } from "./options.ts";

export interface AdoptionSettings {
  readonly from: readonly Adopter<unknown>[];
  /** Milliseconds after the adoption. */
  readonly keepOld: number;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
}

export function readAdoption({ adopt }: AnyOptions): AdoptionSettings | null {
  if (adopt === undefined) return null;
  const options: AdoptOptions = Array.isArray(adopt) ? { from: adopt } : (adopt as AdoptOptions);
  checkNames(options, ["from", "keepOld", "notBefore"], "adopt");
  const { from, keepOld, notBefore } = options;
  if (!Array.isArray(from))
    throw new SessionConfigError("adopt.from", "expected a list of adopters.");
  for (const adopter of from) checkAdopter(adopter);
  if (notBefore !== undefined && !(notBefore instanceof Date && notBefore.getTime() >= 0))
    throw new SessionConfigError("adopt.notBefore", "expected a valid Date.");
  const settings = {
    from: from as readonly Adopter<unknown>[],
    keepOld: keepOld === undefined ? 0 : durationMs(keepOld, "adopt.keepOld"),
    notBefore: notBefore?.getTime() ?? 0,
  };
  return from.length === 0 ? null : settings;
}

function checkAdopter(adopter: Partial<Adopter> | null): void {
  const isAdopter =
    typeof adopter?.name === "string" &&
    Array.isArray(adopter.cookies) &&
    adopter.cookies.length > 0 &&
    typeof adopter.read === "function" &&
    typeof adopter.clear === "function";
  if (isAdopter) return;
  throw new SessionConfigError(
    "adopt",
    "has an entry that is no adopter: an object with name, cookies, read and clear.",
  );
}
