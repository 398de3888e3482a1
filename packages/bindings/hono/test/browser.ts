import { type IncomingHttpHeaders, request } from "node:http";

interface Ask {
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

/** Keeps cookies by name, and says what a script of the application's own pages would. */
export interface Browser {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Ask["headers"]): Promise<Answer>;
  post(path: string, headers?: Ask["headers"], body?: string): Promise<Answer>;
}

export function createBrowser(origin: string): Browser {
  const cookies = new Map<string, string>();
  async function ask(path: string, { headers, ...rest }: Ask): Promise<Answer> {
    const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
    const said = { "sec-fetch-site": "same-origin", ...(cookie && { cookie }), ...headers };
    const answer = await send(origin + path, { ...rest, headers: said });
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
  { method = "GET", headers = {}, body }: Ask = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(20_000);
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
