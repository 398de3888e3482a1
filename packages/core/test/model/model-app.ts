import { createBrowser } from "../browser.ts";
import type { Client } from "./client.ts";
import { readToken } from "./token.ts";

/** A native app: keeps its tokens, sends one of them as bearer, and refreshes with the session token in the body. */
export function createModelApp(signed: boolean): Client {
  const { request } = createBrowser();
  let session: string | null = null;
  let access: string | null = null;
  return {
    name: "app",
    starts: 1,
    held: () => ({ transport: "bearer", session, access }),
    send(options, transport) {
      if (transport === "body") {
        const credentials = { transport: "body", session, access: null } as const;
        return { request: request(options), credentials };
      }
      const bearer = signed ? access : session;
      const headers = {
        ...options.headers,
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      };
      return {
        request: request({ ...options, headers }),
        credentials: {
          transport: "bearer",
          session: signed ? null : session,
          access: signed ? access : null,
        },
      };
    },
    receive(_cookies, tokens) {
      if (tokens === null) return;
      const isAnother = tokens.sessionToken !== null && !isOf(session, tokens.sessionToken);
      session = tokens.sessionToken ?? session;
      access = tokens.accessToken ?? (isAnother ? null : access);
    },
  };
}

function isOf(session: string | null, token: string): boolean {
  return session !== null && readToken(session).sessionId === readToken(token).sessionId;
}
