import type { Clock } from "@sessionkit/core";
import { SessionConfigError } from "@sessionkit/core";
import { checkNames, describeType } from "@sessionkit/core/store";
import type { OldCookieOptions } from "../cookies/old-cookie.ts";
import { checkFunction } from "../options/check-values.ts";

/** The options of all adopters. `Old` is what the old library has stored in a session. */
export interface SessionOptions<Old, UserId> {
  /** The user of an old session, or null if it has none: the request is then not signed in. */
  readonly userId?: ((old: Old) => UserId | null | undefined) | undefined;
  /** When the user signed in, if the old session has it. */
  readonly createdAt?: ((old: Old) => Date | null | undefined) | undefined;
  /** Data of the new session. */
  readonly data?: ((old: Old) => Record<string, unknown> | undefined) | undefined;
  /** Whether the session outlives the browser. Default: as the old library has it, else true. */
  readonly remember?: ((old: Old) => boolean | undefined) | undefined;
  /**
   * True if the old library extended its sessions with use: the end of the new session is then determined by `lifetime` of
   * `createSessions`, counted from `createdAt`. Default false: it ends when the old session would have ended.
   */
  readonly rolling?: boolean | undefined;
  /** The name of the old cookie, or its name and attributes. */
  readonly cookie?: string | OldCookieOptions | undefined;
  /** Default: the system's. */
  readonly clock?: Clock | undefined;
}

/** Throws `SessionConfigError` for an unknown option, and for a shared one with a wrong value. */
export function checkOptions(options: unknown, own: readonly string[]): void {
  checkNames(options, [...own, ...SHARED], "");
  const { userId, createdAt, data, remember, clock, rolling } = options as Record<string, unknown>;
  for (const [name, value] of Object.entries({ userId, createdAt, data, remember, clock })) {
    checkFunction(name, value, "optional");
  }
  if (rolling !== undefined && typeof rolling !== "boolean") {
    throw new SessionConfigError(
      "rolling",
      `expected true or false, got ${describeType(rolling)}.`,
    );
  }
}

const SHARED = ["userId", "createdAt", "data", "remember", "rolling", "cookie", "clock"] as const;
