import type { Person } from "../../support/database.ts";
import type { Answer, RequestOptions } from "./http.ts";

export type Send = (path: string, options?: RequestOptions) => Promise<Answer>;

/** A client with cookies, which a test may change. */
export interface Client {
  readonly cookies: Map<string, string>;
  readonly send: Send;
  /** Sends the headers of a script of the application. */
  readonly fetch: Send;
  /** Sends the headers of a navigation. */
  readonly open: Send;
  /** Submits the form of a page that has this field, like a browser without scripts. */
  readonly submit: (
    path: string,
    field: string,
    fields?: Fields,
    options?: RequestOptions,
  ) => Promise<Answer>;
  readonly signIn: (person: Person, fields?: Fields, options?: RequestOptions) => Promise<Answer>;
  readonly copy: () => Client;
}

export type Fields = Readonly<Record<string, string>>;

export function createClient(origin: string, send: Send, kept = new Map<string, string>()): Client {
  const cookies = new Map(kept);

  async function sendWith(path: string, options: RequestOptions = {}): Promise<Answer> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await send(path, {
      ...options,
      headers: { ...(cookie && { cookie }), ...options.headers },
    });
    for (const line of answer.setCookies) keep(cookies, line);
    return answer;
  }

  const as =
    (mode: string, dest: string, accept: string): Send =>
    (path, options = {}) => {
      const writes = options.method !== undefined && options.method !== "GET";
      const headers = {
        accept,
        "sec-fetch-site": "same-origin",
        "sec-fetch-mode": mode,
        "sec-fetch-dest": dest,
        ...(writes && { origin }),
        ...options.headers,
      };
      return sendWith(path, { ...options, headers });
    };
  const open = as("navigate", "document", "text/html,*/*;q=0.8");

  async function submit(
    path: string,
    field: string,
    fields: Fields = {},
    options: RequestOptions = {},
    page?: Answer,
  ): Promise<Answer> {
    const hidden = hiddenFields((page ?? (await open(path))).text, field);
    const { body, type } = multipart({ ...hidden, ...fields });
    const headers = { "content-type": type, ...options.headers };
    return open(path, { ...options, method: "POST", body, headers });
  }

  return {
    cookies,
    send: sendWith,
    fetch: as("cors", "empty", "*/*"),
    open,
    submit,
    // Loads the form without cookies, because signed-in users are redirected.
    signIn: async ({ email, password }, fields, options) => {
      const page = await send("/sign-in", { headers: { accept: "text/html" } });
      const filled = { email, password, remember: "on", ...fields };
      return submit("/sign-in", "email", filled, options, page);
    },
    copy: () => createClient(origin, send, cookies),
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
  const at = pair.indexOf("=");
  if (attributes.some((attribute) => /^max-age=0$/i.test(attribute)))
    cookies.delete(pair.slice(0, at));
  else cookies.set(pair.slice(0, at), pair.slice(at + 1));
}

/** The hidden inputs of the form with this field, which identify its server action. */
export function hiddenFields(html: string, field: string): Record<string, string> {
  const form = html
    .split("<form")
    .find((part) => new RegExp(`name="${field.replaceAll("$", "\\$")}`).test(part));
  if (form === undefined) throw new Error(`No form with a field ${field}.`);
  const inputs = (form.split("</form>")[0] ?? "").match(/<input[^>]*type="hidden"[^>]*>/g) ?? [];
  return Object.fromEntries(
    inputs.map((input) => [attribute(input, "name"), attribute(input, "value")]),
  );
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
  return value.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");
}

export function multipart(fields: Fields): { body: string; type: string } {
  const boundary = "----attack";
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    body: `${parts.join("")}--${boundary}--\r\n`,
    type: `multipart/form-data; boundary=${boundary}`,
  };
}
