import { BoundRequest, type CookieChanges } from "../src/binding.ts";
import type { AnySessions, Outcome, SessionRequest, SetCookie } from "../src/index.ts";
import type { Browser, RequestOptions } from "./browser.ts";

/** The least that a binding's request can be: one of a test browser's. */
export class TestRequest extends BoundRequest {
  readonly method: string;
  readonly address: string | null;
  isOpen = true;
  /** What was put on the response, in order. */
  readonly #sent: SetCookie[] = [];
  readonly #request: SessionRequest;

  constructor(sessions: AnySessions, request: SessionRequest, changes?: CookieChanges) {
    super(sessions, changes);
    this.method = request.method;
    this.address = request.address ?? null;
    this.#request = request;
  }

  protected requestHeader(name: string): string | null {
    return this.#request.header(name) ?? null;
  }

  protected override onChange(cookies: readonly SetCookie[]): void {
    this.#sent.push(...cookies);
  }

  get response(): Pick<Outcome, "cookies"> {
    return { cookies: this.#sent };
  }
}

/** A request of a browser. */
export function bound(
  sessions: AnySessions,
  browser: Browser,
  options?: RequestOptions,
): TestRequest {
  return new TestRequest(sessions, browser.request(options));
}
