/** What a `Set-Cookie` header says, as far as a jar cares. `maxAge` in seconds: null keeps it, 0 deletes it. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly maxAge: number | null;
}

/** The cookies of one browser, shared by its tabs. Whatever arrives last is what counts, as in a browser. */
export interface CookieJar {
  put(cookies: readonly Cookie[], now: number): void;
  /** The `Cookie` header of a request sent now. */
  header(now: number): string;
}

export function createCookieJar(): CookieJar {
  const kept = new Map<string, { readonly value: string; readonly until: number }>();
  return {
    put(cookies, now) {
      for (const { name, value, maxAge } of cookies) {
        if (maxAge === 0) kept.delete(name);
        else
          kept.set(name, {
            value,
            until: maxAge === null ? Number.POSITIVE_INFINITY : now + maxAge * 1000,
          });
      }
    },
    header(now) {
      let header = "";
      for (const [name, { value, until }] of kept) {
        if (until > now) header += `${header === "" ? "" : "; "}${name}=${value}`;
      }
      return header;
    },
  };
}

/** The value of one cookie of a header, or null. */
export function cookieIn(header: string, name: string): string | null {
  const pair = header.split("; ").find((one) => one.startsWith(`${name}=`));
  return pair === undefined ? null : pair.slice(name.length + 1);
}
