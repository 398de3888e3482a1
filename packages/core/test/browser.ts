import type { EndpointRequest, EndpointResponse, SetCookie } from "../src/index.ts";

/** A browser as far as a session sees it: a cookie jar and the headers that come with a request. */
export interface Browser {
  readonly jar: Map<string, string>;
  /** A request with the cookies held now. */
  request(options?: RequestOptions): EndpointRequest;
  /** Obeys cookies, as they are or as `Set-Cookie` headers. */
  obey(from: { readonly cookies: readonly SetCookie[] } | EndpointResponse | null): void;
}

export interface RequestOptions {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly address?: string | null;
  readonly prefetch?: boolean;
  readonly body?: string;
}

export function createBrowser(host = "app.example"): Browser {
  const jar = new Map<string, string>();
  return {
    jar,
    request: ({
      method = "GET",
      url = "/",
      headers = {},
      address = "192.0.2.7",
      prefetch,
      body = "",
    } = {}) => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
      const all: Record<string, string | undefined> = {
        host,
        cookie: cookie || undefined,
        "user-agent":
          "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
        ...(method === "GET" ? {} : { "sec-fetch-site": "same-origin" }),
        ...headers,
      };
      return {
        method,
        url,
        address,
        ...(prefetch === undefined ? {} : { prefetch }),
        header: (name) => all[name] ?? null,
        text: async (maxBytes) => (body.length > maxBytes ? null : body),
      };
    },
    obey(from) {
      for (const [name, value] of from ? changes(from) : []) {
        if (value === "") jar.delete(name);
        else jar.set(name, value);
      }
    },
  };
}

/** The headers of a client that stores its own credentials. */
export function bearer(token: string | null | undefined): { readonly authorization: string } {
  if (!token) throw new Error("There is no token to send.");
  return { authorization: `Bearer ${token}` };
}

function changes(
  from: { readonly cookies: readonly SetCookie[] } | EndpointResponse,
): (readonly [string, string])[] {
  if ("cookies" in from) return from.cookies.map(({ name, value }) => [name, value]);
  return from.headers
    .filter(([name]) => name === "set-cookie")
    .map(([, value]) => {
      const pair = value.split(";", 1)[0] as string;
      const equals = pair.indexOf("=");
      return [pair.slice(0, equals), pair.slice(equals + 1)];
    });
}
