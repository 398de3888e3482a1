import type { Adopter } from "@sessionkit/core";
import type { Browser } from "../browser.ts";

/** A running application with a session library from npm, and a browser that has just signed in there for an hour. */
export interface OldApplication {
  /** Configured as the how-to page of the library says. */
  readonly adopter: Adopter;
  readonly browser: Browser;
  readonly userId: string;
  /** Whether the application itself accepts these cookies. */
  readonly accepts: (header: string) => Promise<boolean>;
  /** Whether the library has a row for the session, which `retire` deletes. */
  readonly hasRow: boolean;
  /** Whether the library stores when the user signed in. */
  readonly knowsSignIn: boolean;
}

export type StartOld = (clock: () => number) => Promise<OldApplication>;

export const HOUR = 3_600_000;
export const SECRET = "the secret of the old application, long enough";

/** Requests a page of an application with these cookies. */
export async function textOf(url: string, header: string): Promise<string> {
  return (await fetch(url, { headers: { cookie: header } })).text();
}
