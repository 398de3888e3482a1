/** The fields of a `Set-Cookie` header that a jar needs. `maxAge` is in seconds: null is a session cookie, 0 deletes it. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly maxAge: number | null;
}

/** The cookies of one browser, shared by its tabs. The answer that arrives last wins, as in a browser. */
export interface CookieJar {
  put(cookies: readonly Cookie[], now: number): void;
  /** The `Cookie` header of a request sent now. */
  header(now: number): string;
  /** When the cookie ends, in milliseconds since the epoch; 0 if there is none. */
  endOf(name: string): number;
  /** Writes all cookies to disk at once. */
  flush(): void;
  /** After a crash: reads the cookies from disk. */
  restore(): void;
}

type StoredCookies = ReadonlyMap<string, { readonly value: string; readonly until: number }>;

/** @param onUnwritten called at the first change after each flush */
export function createCookieJar(onUnwritten: () => void = () => undefined): CookieJar {
  let current: StoredCookies = new Map();
  let disk: StoredCookies = current;
  return {
    put(cookies, now) {
      if (cookies.length === 0) return;
      const isFirst = current === disk;
      current = changed(current, cookies, now);
      if (isFirst) onUnwritten();
    },
    header(now) {
      let header = "";
      for (const [name, { value, until }] of current) {
        if (until > now) header += `${header === "" ? "" : "; "}${name}=${value}`;
      }
      return header;
    },
    endOf: (name) => current.get(name)?.until ?? 0,
    flush() {
      disk = current;
    },
    restore() {
      current = disk;
    },
  };
}

function changed(current: StoredCookies, cookies: readonly Cookie[], now: number): StoredCookies {
  const next = new Map(current);
  for (const { name, value, maxAge } of cookies) {
    const until = maxAge === null ? Number.POSITIVE_INFINITY : now + maxAge * 1000;
    if (maxAge === 0) next.delete(name);
    else next.set(name, { value, until });
  }
  return next;
}

/** The cookies of a `Cookie` header, as a thief stores them: without an end. */
export function readCookieHeader(header: string): Cookie[] {
  return header.split("; ").map((pair) => {
    const equals = pair.indexOf("=");
    return { name: pair.slice(0, equals), value: pair.slice(equals + 1), maxAge: null };
  });
}

/** A cookie of a `Set-Cookie` header. */
export function readSetCookie(text: string): Cookie {
  const [pair = "", ...attributes] = text.split("; ");
  const equals = pair.indexOf("=");
  const age = attributes.find((one) => one.startsWith("Max-Age="));
  return {
    name: pair.slice(0, equals),
    value: pair.slice(equals + 1),
    maxAge: age === undefined ? null : Number(age.slice("Max-Age=".length)),
  };
}

/** The value of one cookie of a header, or null. */
export function cookieIn(header: string, name: string): string | null {
  const pair = header.split("; ").find((one) => one.startsWith(`${name}=`));
  return pair === undefined ? null : pair.slice(name.length + 1);
}
