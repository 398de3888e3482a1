/** A `Set-Cookie` header, as far as a jar needs it. `maxAge` in seconds: null keeps it, 0 deletes it. */
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
  /** Writes all cookies to disk, in one piece. */
  flush(): void;
  /** After a crash: the cookies that were on disk. */
  restore(): void;
}

type Kept = ReadonlyMap<string, { readonly value: string; readonly until: number }>;

/** @param onUnwritten called for the first change after each flush */
export function createCookieJar(onUnwritten: () => void = () => undefined): CookieJar {
  let kept: Kept = new Map();
  let disk: Kept = kept;
  return {
    put(cookies, now) {
      if (cookies.length === 0) return;
      const isFirst = kept === disk;
      kept = changed(kept, cookies, now);
      if (isFirst) onUnwritten();
    },
    header(now) {
      let header = "";
      for (const [name, { value, until }] of kept) {
        if (until > now) header += `${header === "" ? "" : "; "}${name}=${value}`;
      }
      return header;
    },
    flush() {
      disk = kept;
    },
    restore() {
      kept = disk;
    },
  };
}

function changed(kept: Kept, cookies: readonly Cookie[], now: number): Kept {
  const next = new Map(kept);
  for (const { name, value, maxAge } of cookies) {
    const until = maxAge === null ? Number.POSITIVE_INFINITY : now + maxAge * 1000;
    if (maxAge === 0) next.delete(name);
    else next.set(name, { value, until });
  }
  return next;
}

/** The value of one cookie of a header, or null. */
export function cookieIn(header: string, name: string): string | null {
  const pair = header.split("; ").find((one) => one.startsWith(`${name}=`));
  return pair === undefined ? null : pair.slice(name.length + 1);
}
