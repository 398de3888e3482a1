import { type Answer, type SendOptions, send } from "./send.ts";

/** Keeps cookies, and sends the headers that a browser sends. */
export interface Browser {
  readonly cookies: Map<string, string>;
  readonly cookieHeader: () => string;
  /** A click on a link, or an address typed. */
  readonly open: (path: string, options?: SendOptions) => Promise<Answer>;
  /** A fetch of a script of this origin. */
  readonly fetch: (path: string, options?: SendOptions) => Promise<Answer>;
  /** The same with exactly these headers, and the cookies. */
  readonly send: (path: string, options?: SendOptions) => Promise<Answer>;
  /** Calls a server action of `/actions` as the router does. */
  readonly act: (name: string, fields?: Record<string, string>) => Promise<Answer>;
  /** Submits the form of a server action of `/actions` as a browser without scripts does. */
  readonly submit: (name: string, fields?: Record<string, string>) => Promise<Answer>;
  /** A copy with the same cookies: another tab, before it receives anything. */
  readonly copy: () => Browser;
}

export function createBrowser(origin: string, kept: Map<string, string> = new Map()): Browser {
  const cookies = new Map(kept);
  const cookieHeader = (): string =>
    [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");

  async function sendWith(path: string, options: SendOptions = {}): Promise<Answer> {
    const cookie = cookieHeader();
    const headers = { ...(cookie && { cookie }), ...options.headers };
    const answer = await send(origin + path, { ...options, headers });
    for (const line of answer.setCookies) keep(cookies, line);
    return answer;
  }

  const say =
    (mode: string, dest: string, accept: string) =>
    (path: string, options: SendOptions = {}) => {
      const writes = options.method !== undefined && options.method !== "GET";
      return sendWith(path, {
        ...options,
        headers: {
          accept,
          "sec-fetch-site": "same-origin",
          "sec-fetch-mode": mode,
          "sec-fetch-dest": dest,
          ...(writes && { origin }),
          ...options.headers,
        },
      });
    };
  const open = say("navigate", "document", "text/html,*/*;q=0.8");
  const fetch = say("cors", "empty", "*/*");

  async function actionId(name: string): Promise<string> {
    const page = await send(`${origin}/actions`);
    const form = new RegExp(`id="${name}".*?name="\\$ACTION_ID_([0-9a-f]+)"`, "s").exec(page.text);
    if (!form?.[1]) throw new Error(`No form ${name} in ${page.text}`);
    return form[1];
  }

  return {
    cookies,
    cookieHeader,
    open,
    fetch,
    send: sendWith,
    copy: () => createBrowser(origin, cookies),
    act: async (name, fields = {}) => {
      const id = await actionId(name);
      const parts = Object.entries(fields).map(([key, value]) => [`_1_${key}`, value] as const);
      return fetch("/actions", {
        method: "POST",
        ...multipart([...parts, ["0", '["$K1"]']], {
          "next-action": id,
          accept: "text/x-component",
        }),
      });
    },
    submit: async (name, fields = {}) => {
      const id = await actionId(name);
      return open("/actions", {
        method: "POST",
        ...multipart([[`$ACTION_ID_${id}`, ""], ...Object.entries(fields)], {}),
      });
    },
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
  const at = pair.indexOf("=");
  const name = pair.slice(0, at);
  if (attributes.some((attribute) => /^max-age=0$/i.test(attribute))) cookies.delete(name);
  else cookies.set(name, pair.slice(at + 1));
}

function multipart(
  fields: readonly (readonly [name: string, value: string])[],
  headers: Record<string, string>,
): { body: string; headers: Record<string, string> } {
  const boundary = "----fixture";
  const parts = fields.map(
    ([name, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    body: `${parts.join("")}--${boundary}--\r\n`,
    headers: { ...headers, "content-type": `multipart/form-data; boundary=${boundary}` },
  };
}

/** What a page of the fixture has read. */
export function seen(answer: Answer): Record<string, unknown> {
  const text = /<pre id="seen">(.*?)<\/pre>/s.exec(answer.text)?.[1];
  if (text === undefined) throw new Error(`Nothing seen in ${answer.status} ${answer.text}`);
  return JSON.parse(
    text.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&"),
  );
}

/** Signs in through the fixture's own route. */
export async function signedIn(
  origin: string,
  user: string,
  basePath = "",
  slash = "",
): Promise<Browser> {
  const browser = createBrowser(origin);
  const answer = await browser.fetch(`${basePath}/api/login${slash}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ user }),
  });
  if (answer.status !== 200) throw new Error(`Sign-in answered ${answer.status} ${answer.text}`);
  return browser;
}
