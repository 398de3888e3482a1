import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Problem, SessionAnswer } from "@sessionkit/core";

/** A real server on the loopback: endpoints whose credential can expire, and a resource that requires it. */
export interface SessionServer {
  readonly origin: string;
  readonly requests: {
    readonly line: string;
    readonly body: string;
    readonly cookie: string | undefined;
  }[];
  /** Expires the credential; a refresh renews it unless the session has ended. */
  expire(): void;
  hasEnded: boolean;
  /** The resource's answer to an expired credential. */
  refusal: { status: number; type: string; body: unknown };
  close(): Promise<void>;
}

const problem = (reason: Problem["reason"]): Problem => ({
  type: "about:blank",
  title: "Sign in first.",
  status: 401,
  code: "session_required",
  reason,
});

export async function startSessionServer(): Promise<SessionServer> {
  let valid = true;
  const answer = (): SessionAnswer => ({
    status: "authenticated",
    session: {
      id: "s1",
      userId: "u1",
      createdAt: 0,
      authenticatedAt: 0,
      expiresAt: 1,
      absoluteExpiresAt: 1,
      remember: true,
      actor: null,
      claims: {},
    },
    user: { id: "u1" },
    reason: null,
    now: Date.now(),
    expiresIn: 900,
  });

  const server = createServer((request, response) => {
    void respond(request, response);
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const line = `${request.method} ${request.url}`;
    const valid_ = valid;
    const body = await readBody(request);
    state.requests.push({ line, body, cookie: request.headers.cookie });
    const send = (status: number, type: string, content: unknown) => {
      response.writeHead(status, { "content-type": type });
      response.end(typeof content === "string" ? content : JSON.stringify(content));
    };
    if (line === "POST /api/auth/refresh") {
      if (state.hasEnded) return send(401, "application/problem+json", problem("revoked"));
      valid = true;
      return send(200, "application/json", answer());
    }
    if (line === "GET /api/auth/session") return send(200, "application/json", answer());
    if (valid_) return send(200, "application/json", { echo: body });
    return send(state.refusal.status, state.refusal.type, state.refusal.body);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const state: SessionServer = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    expire() {
      valid = false;
    },
    hasEnded: false,
    refusal: { status: 401, type: "application/problem+json", body: problem("absent") },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return state;
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}
