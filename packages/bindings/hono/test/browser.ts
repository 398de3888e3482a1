import { type IncomingHttpHeaders, request } from "node:http";

interface SendOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly setCookies: readonly string[];
  readonly text: string;
  json(): Record<string, unknown>;
}

/** Stores cookies by name, and sends the headers of a script on the application's own pages. */
export interface Browser {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: SendOptions["headers"]): Promise<Answer>;
  post(path: string, headers?: SendOptions["headers"], body?: string): Promise<Answer>;
}

export function createBrowser(origin: string): Browser {
  const cookies = new Map<string, string>();
  async function ask(path: string, { headers, ...rest }: SendOptions): Promise<Answer> {
    const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
    const sent = { "sec-fetch-site": "same-origin", ...(cookie && { cookie }), ...headers };
    const answer = await send(origin + path, { ...rest, headers: sent });
    for (const line of answer.setCookies) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/; Max-Age=0/.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  }
  return {
    cookies,
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, headers = {}, body = "") => ask(path, { method: "POST", headers, body }),
  };
}

/** One request exactly as written: no redirect is followed. */
export function send(
  url: string,
  { method = "GET", headers = {}, body }: SendOptions = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(60_000);
    const outgoing = request(url, { method, headers, agent: false, signal }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          setCookies: incoming.headers["set-cookie"] ?? [],
          text,
          json: () => JSON.parse(text),
        });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
