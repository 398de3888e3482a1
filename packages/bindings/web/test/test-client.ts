/** Stores cookies by name, and sends the headers of a script on the application's own pages. */
export interface TestClient {
  readonly cookies: Map<string, string>;
  /** A request with the cookies. */
  request(path: string, init?: RequestInit): Request;
  /** Sends it to the handler and stores the cookies of the response. */
  send(path: string, init?: RequestInit): Promise<Response>;
  post(path: string, init?: RequestInit): Promise<Response>;
}

export function createTestClient(
  handler: (request: Request) => Response | Promise<Response>,
  origin = "http://localhost",
): TestClient {
  const cookies = new Map<string, string>();
  const client: TestClient = {
    cookies,
    request(path, init) {
      const headers = new Headers({ "sec-fetch-site": "same-origin" });
      const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
      if (cookie) headers.set("cookie", cookie);
      for (const [name, value] of new Headers(init?.headers)) headers.set(name, value);
      return new Request(`${origin}${path}`, { ...init, headers });
    },
    async send(path, init) {
      const response = await handler(client.request(path, init));
      for (const line of response.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (/; Max-Age=0/.test(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
      return response;
    },
    post: (path, init) => client.send(path, { ...init, method: "POST" }),
  };
  return client;
}

/** The names of the cookies that a response sets, sorted. */
export function namesSet(response: Response): string[] {
  return response.headers
    .getSetCookie()
    .map((line) => line.split("=", 1)[0] as string)
    .sort();
}
