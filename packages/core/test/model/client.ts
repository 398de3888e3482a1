import {
  applyToCookieHeader,
  type EndpointRequest,
  type SetCookie,
  type Tokens,
} from "../../src/index.ts";
import type { RequestOptions } from "../browser.ts";

type Transport = "cookie" | "bearer" | "body";

/** The credentials of one request, as the server is to read them. */
export interface Credentials {
  readonly transport: Transport;
  readonly session: string | null;
  readonly access: string | null;
}

/** A request with the credentials that its client held when it was sent. */
export interface Sent {
  readonly request: EndpointRequest;
  readonly credentials: Credentials;
}

export type ClientName = "browser" | "second browser" | "app" | "thief";

/** Something that holds the credentials of one session at a time. */
export interface Client {
  readonly name: ClientName;
  /** @param transport what the route expects of a client that keeps its own tokens; a browser sends its cookies */
  send(options: RequestOptions, transport: "bearer" | "body"): Sent;
  receive(cookies: readonly SetCookie[], tokens: Tokens | null): void;
  /** What it would send now. */
  held(): Credentials;
  /** How often it was started. An answer to an earlier run is lost. */
  readonly starts: number;
}

/** A request as it reads once the cookies of an answer in the making are forwarded inside the server. */
export function forward(sent: Sent, cookies: readonly SetCookie[]): Sent {
  if (cookies.length === 0 || sent.credentials.transport !== "cookie") return sent;
  const value = (name: string, before: string | null): string | null => {
    const change = cookies.find((cookie) => cookie.name.endsWith(name));
    return change ? change.value || null : before;
  };
  const { request, credentials } = sent;
  return {
    request: {
      ...request,
      minted: true,
      header: (name) =>
        name === "cookie"
          ? applyToCookieHeader(request.header(name), cookies) || null
          : request.header(name),
    },
    credentials: {
      transport: "cookie",
      session: value("session", credentials.session),
      access: value("access", credentials.access),
    },
  };
}
