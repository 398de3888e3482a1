/** The cookies of a browser, as the responses of real libraries have set them. */
export class Browser {
  readonly cookies: Map<string, string> = new Map();

  readonly #kept = new Set<string>();

  /** Whether a cookie outlives the browser. */
  isKept(name: string): boolean {
    return this.#kept.has(name);
  }

  /** Stores the cookies of a response, and deletes those that it deletes. Returns the response. */
  keep(response: Response): Response {
    this.set(response.headers.getSetCookie());
    return response;
  }

  /** @param setCookies values of `Set-Cookie` */
  set(setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const [pair = "", ...attributes] = line.split("; ");
      const equals = pair.indexOf("=");
      const name = pair.slice(0, equals);
      const isDeleted = attributes.some((one) =>
        /^Max-Age=0$|^Expires=Thu, 01 Jan 1970/i.test(one),
      );
      if (isDeleted) this.cookies.delete(name);
      else this.cookies.set(name, pair.slice(equals + 1));
      if (attributes.some((one) => /^(?:Max-Age|Expires)=/i.test(one))) this.#kept.add(name);
    }
  }

  /** The value of the `Cookie` header. */
  get header(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}
