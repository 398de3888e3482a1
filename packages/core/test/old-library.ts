import type { AdoptableSession, Adopter } from "../src/index.ts";

/** Another session library, whose sessions are read by an adopter. */
export interface OldLibrary {
  readonly adopter: Adopter;
  readonly sessions: Map<string, Omit<AdoptableSession, "credential">>;
  /** Credentials that were retired, in order. */
  readonly retired: string[];
  /** How often its store was asked for a session. */
  reads: number;
  /** If set, its store fails. */
  failure: Error | null;
}

export const OLD_COOKIE = "old.sid";

export function createOldLibrary(): OldLibrary {
  const sessions = new Map<string, Omit<AdoptableSession, "credential">>();
  const library: OldLibrary = {
    sessions,
    retired: [],
    reads: 0,
    failure: null,
    adopter: {
      name: "old",
      cookies: [OLD_COOKIE],
      async read(request) {
        library.reads++;
        if (library.failure) throw library.failure;
        const credential = /old\.sid=([^;]*)/.exec(request.header("cookie") ?? "")?.[1] ?? "";
        const found = sessions.get(credential);
        return found ? { credential, ...found } : null;
      },
      clear: () => [
        {
          ...{ name: OLD_COOKIE, value: "", path: "/", secure: true },
          ...{ sameSite: "lax", httpOnly: true, maxAge: 0 },
        },
      ],
      async retire(credential) {
        library.retired.push(credential);
        sessions.delete(credential);
      },
    },
  };
  return library;
}
