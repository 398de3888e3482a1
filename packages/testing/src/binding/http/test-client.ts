import { CookieJar } from "tough-cookie";
import { type Dispatcher, request } from "undici";
import { type Answer, answer, type Send, type SendOptions, whatOf } from "./answer.ts";

/** A test client: stores cookies and sends fetch metadata headers like a browser. */
export interface TestClient {
  /** Like a script of the application's own pages. */
  readonly fetch: Send;
  /** Like a click on a link. */
  readonly open: Send;
  /** With these headers only, and the cookies. */
  readonly send: Send;
  /** `fetch` of a POST with a JSON body. */
  readonly post: (path: string, body?: object) => Promise<Answer>;
  /** The cookies that a route of the application receives. */
  readonly cookieHeader: () => string;
  /** The value of a cookie, including those that only the endpoints receive. */
  readonly cookie: (name: string) => string | undefined;
  readonly plant: (name: string, value: string) => void;
  /** Stores the cookies of an answer that arrives only now. */
  readonly accept: (answer: Pick<Answer, "setCookies">) => void;
  /** The same browser at another instance of the application. */
  readonly at: (origin: string) => TestClient;
  /** Removes the access cookie, as a browser does when it expires. */
  readonly loseAccess: () => void;
  readonly loseAll: () => void;
  /** A copy with the current cookies, which does not receive later ones. */
  readonly copy: () => TestClient;
}

const FETCH = { "sec-fetch-mode": "cors", "sec-fetch-dest": "empty", accept: "*/*" };
const OPEN = {
  "sec-fetch-mode": "navigate",
  "sec-fetch-dest": "document",
  accept: "text/html,*/*;q=0.8",
};

/** @param check called with every answer */
export function createTestClient(
  origin: string,
  dispatcher: Dispatcher,
  check: (answer: Answer) => void,
  jar: CookieJar = new CookieJar(),
): TestClient {
  const send: Send = async (path, ask = {}) => {
    const { method = "GET", headers = {}, body } = ask;
    const cookie = jar.getCookieStringSync(origin + path);
    const response = await request(origin + path, {
      dispatcher,
      method: method as Dispatcher.HttpMethod,
      headers: { ...(cookie && { cookie }), ...(headers as Record<string, string>) },
      ...(body !== undefined && { body }),
    });
    const lines = [response.headers["set-cookie"] ?? []].flat();
    for (const line of lines) jar.setCookieSync(line, origin + path);
    const answered = answer({
      what: whatOf(method, path),
      status: response.statusCode,
      headers: response.headers,
      setCookies: lines,
      bytes: Buffer.from(await response.body.arrayBuffer()),
    });
    check(answered);
    return answered;
  };

  const sendWith =
    (added: Readonly<Record<string, string>>): Send =>
    (path, ask: SendOptions = {}) => {
      const writes = ask.method !== undefined && ask.method !== "GET" && ask.method !== "HEAD";
      const headers = { "sec-fetch-site": "same-origin", ...added, ...(writes && { origin }) };
      return send(path, { ...ask, headers: { ...headers, ...ask.headers } });
    };
  const fetch = sendWith(FETCH);

  const endpoints = `${origin}/api/auth/`;
  const lose = (name: string) => jar.setCookieSync(`${name}=; Path=/; Max-Age=0`, origin);
  return {
    fetch,
    open: sendWith(OPEN),
    send,
    post: (path, body = {}) =>
      fetch(path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    cookieHeader: () => jar.getCookieStringSync(origin),
    cookie: (name) => jar.getCookiesSync(endpoints).find(({ key }) => key === name)?.value,
    plant: (name, value) => {
      jar.setCookieSync(`${name}=${value}; Path=/`, origin);
    },
    accept: ({ setCookies }) => {
      for (const line of setCookies) jar.setCookieSync(line, endpoints);
    },
    at: (other) => createTestClient(other, dispatcher, check, jar),
    loseAccess: () => {
      lose("access");
    },
    loseAll: () => {
      jar.removeAllCookiesSync();
    },
    copy: () => createTestClient(origin, dispatcher, check, jar.cloneSync()),
  };
}
