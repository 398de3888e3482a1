import type { Person } from "../../support/database.ts";
import type { Answer, Ask } from "./wire.ts";

export type Send = (path: string, ask?: Ask) => Promise<Answer>;

/** A browser reduced to its cookies, which an attacker may rewrite at will. */
export interface Client {
  readonly cookies: Map<string, string>;
  readonly send: Send;
  /** As a script of the application's own pages does. */
  readonly fetch: Send;
  /** As a click on a link does. */
  readonly open: Send;
  /** Submits the form of a page that has this field, as a browser without scripts does. */
  readonly submit: (path: string, field: string, fields?: Fields, ask?: Ask) => Promise<Answer>;
  readonly signIn: (person: Person, fields?: Fields, ask?: Ask) => Promise<Answer>;
  readonly copy: () => Client;
}

export type Fields = Readonly<Record<string, string>>;

export function createClient(origin: string, send: Send, kept = new Map<string, string>()): Client {
  const cookies = new Map(kept);

  async function sendWith(path: string, ask: Ask = {}): Promise<Answer> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await send(path, {
      ...ask,
      headers: { ...(cookie && { cookie }), ...ask.headers },
    });
    for (const line of answer.setCookies) keep(cookies, line);
    return answer;
  }

  const as =
    (mode: string, dest: string, accept: string): Send =>
    (path, ask = {}) => {
      const writes = ask.method !== undefined && ask.method !== "GET";
      const headers = {
        accept,
        "sec-fetch-site": "same-origin",
        "sec-fetch-mode": mode,
        "sec-fetch-dest": dest,
        ...(writes && { origin }),
        ...ask.headers,
      };
      return sendWith(path, { ...ask, headers });
    };
  const open = as("navigate", "document", "text/html,*/*;q=0.8");

  async function submit(
    path: string,
    field: string,
    fields: Fields = {},
    ask: Ask = {},
    page?: Answer,
  ): Promise<Answer> {
    const hidden = hiddenFields((page ?? (await open(path))).text, field);
    const { body, type } = multipart({ ...hidden, ...fields });
    const headers = { "content-type": type, ...ask.headers };
    return open(path, { ...ask, method: "POST", body, headers });
  }

  return {
    cookies,
    send: sendWith,
    fetch: as("cors", "empty", "*/*"),
    open,
    submit,
    // The form as strangers get it: whoever is signed in already is sent on.
    signIn: async ({ email, password }, fields, ask) => {
      const page = await send("/sign-in", { headers: { accept: "text/html" } });
      const filled = { email, password, remember: "on", ...fields };
      return submit("/sign-in", "email", filled, ask, page);
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

/** What the form of this field sends along by itself: which server action it is for. */
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
