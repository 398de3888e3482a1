import { Browser } from "./browser.ts";

/** Signs in at an application with next-auth or Auth.js, as its page of sign-in does. */
export class AuthClient {
  readonly browser: Browser = new Browser();
  readonly #send: (request: Request) => Promise<Response>;
  readonly #base: string;

  /** @param base the address of the endpoints, without a slash at its end */
  constructor(base: string, send: (request: Request) => Promise<Response> = (one) => fetch(one)) {
    this.#base = base;
    this.#send = send;
  }

  /** With the provider `credentials`, which accepts every name. */
  async signIn(name: string): Promise<Browser> {
    await this.#post("/callback/credentials", { name });
    return this.browser;
  }

  /** By a link in a mail. `mailbox` returns the link that was sent. */
  async signInByEmail(email: string, mailbox: () => string): Promise<Browser> {
    await this.#post("/signin/email", { email });
    await this.#request(mailbox());
    return this.browser;
  }

  async #post(path: string, fields: Record<string, string>): Promise<void> {
    const { csrfToken } = (await (await this.#request(`${this.#base}/csrf`)).json()) as {
      csrfToken: string;
    };
    const body = new URLSearchParams({ ...fields, csrfToken, json: "true" });
    const response = await this.#request(this.#base + path, { method: "POST", body });
    if (response.status >= 400) throw new Error(`${path}: ${response.status}`);
  }

  async #request(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = { cookie: this.browser.header };
    return this.browser.keep(
      await this.#send(new Request(url, { redirect: "manual", ...init, headers })),
    );
  }
}
