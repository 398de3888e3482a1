import {
  applyToCookieHeader,
  type Clock,
  type CookieOptions,
  createSessions,
  type Duration,
  SessionConfigError,
} from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { afterEach, describe, expect, test, vi } from "vitest";
import { fixedClock } from "../clock/fixed-clock.ts";
import { signIn } from "./sign-in.ts";

interface Options {
  bearerScheme?: string;
  clock?: Clock;
  cookies?: CookieOptions;
  lifetime?: { absolute: Duration; idle: Duration };
  origin?: string;
  refresh?: "endpoint" | "inline";
  trustProxy?: number;
}

const secret = "u5m0cVVo6tQ2XkFyv3wJr1eZbN8dLgHs4pTaKiRq7Yw=";
const loadUser = async (id: string) => (id === "nobody" ? null : { id });

/** Each mode, and a service with it. */
const modes = {
  database: (options: Options = {}) =>
    createSessions({ ...shared(options), strategy: "database", store: createMemoryStore() }),
  jwt: (options: Options = {}) =>
    createSessions({ ...shared(options), strategy: "jwt", store: createMemoryStore() }),
  stateless: (options: Options = {}) => createSessions({ ...shared(options), strategy: "jwt" }),
};

function shared(options: Options) {
  return { secret, loadUser, data: () => ({ theme: "light" }), ...options };
}

afterEach(() => {
  vi.useRealTimers();
});

describe.each(Object.entries(modes))("%s", (mode, createService) => {
  const cookieNames = mode === "database" ? ["session"] : ["access", "session"];

  test("the headers sign a request in, and one that changes data", async () => {
    const sessions = createService();
    const { session, headers } = await signIn(sessions, "ada");
    const outcome = await sessions.resolve(requestWith(headers));
    expect(outcome).toMatchObject({ status: "authenticated", session: { id: session.id } });
    expect(sessions.isCrossSite(requestWith(headers, "POST"))).toBe(false);
  });

  test("the cookies have the names and paths that the options set", async () => {
    const sessions = createService({
      cookies: { access: "a", session: "s", sameSite: "strict" },
      // In the other mode, every route needs the session cookie.
      refresh: mode === "database" ? "inline" : "endpoint",
    });
    const { cookie, storageState } = await signIn(sessions, "ada");
    const expected = [
      { name: "a", path: "/", sameSite: "Strict" },
      { name: "s", path: mode === "database" ? "/" : "/api/auth", sameSite: "Strict" },
    ].slice(-cookieNames.length);
    expect(storageState.cookies).toMatchObject(expected);
    expect(cookie).toBe(
      storageState.cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
    );
    expect(await sessions.refresh(requestWith({ cookie }, "POST"))).toMatchObject({
      status: "authenticated",
    });
  });

  test("without an address, the cookies are those of http on localhost", async () => {
    const { storageState } = await signIn(createService(), "ada");
    expect(storageState.origins).toEqual([]);
    expect(storageState.cookies).toEqual(
      cookieNames.map((name) => ({
        name,
        value: expect.stringMatching(/^.{20,}$/),
        domain: "localhost",
        path: "/",
        expires: expect.any(Number),
        httpOnly: true,
        secure: false,
        sameSite: "Lax",
      })),
    );
  });

  test.each([
    ["baseURL", {}, { baseURL: "https://staging.app.example/start" }, "staging.app.example"],
    ["the origin of the service", { origin: "https://app.example" }, {}, "app.example"],
  ])("on https they are secure, on the host of %s", async (_, options, signInOptions, domain) => {
    const { storageState } = await signIn(createService(options), "ada", signInOptions);
    expect(storageState.cookies).toMatchObject(
      cookieNames.map((name) => ({ name: `__Host-${name}`, domain, path: "/", secure: true })),
    );
  });

  test("the cookies expire a day after the session, or with the browser", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1_800_000_000_900 });
    const sessions = createService({ lifetime: { absolute: "1h", idle: "1h" } });
    const expiresOf = async (remember: boolean) =>
      (await signIn(sessions, "ada", { remember })).storageState.cookies.map(
        ({ expires }) => expires,
      );
    expect(await expiresOf(true)).toEqual(cookieNames.map(() => 1_800_000_000 + 3_600 + 86_400));
    expect(await expiresOf(false)).toEqual(cookieNames.map(() => -1));
  });

  test("a client that stores its own tokens gets them, with the header", async () => {
    const sessions = createService({ bearerScheme: "Token" });
    const { session, headers, tokens } = await signIn(sessions, "ada", {
      transport: "bearer",
      scheme: "Token",
    });
    expect(headers.authorization).toBe(`Token ${tokens.accessToken ?? tokens.sessionToken}`);
    expect(await sessions.resolve(requestWith(headers, "POST"))).toMatchObject({
      status: "authenticated",
      session: { id: session.id },
    });
    expect(await sessions.refresh(requestWith({}, "POST"), tokens.sessionToken)).toMatchObject({
      status: "authenticated",
    });
  });

  test("the other options are those of create", async () => {
    const sessions = createService();
    const authenticatedAt = new Date(Date.now() - 3_600_000);
    const { session } = await signIn(sessions, "ada", { authenticatedAt, data: { theme: "dark" } });
    expect(session.data).toEqual({ theme: "dark" });
    expect(sessions.isFresh(session, "10m")).toBe(false);
  });

  test.each([{}, { transport: "bearer" } as const])(
    "has the device and the address, %o",
    async (how) => {
      const sessions = createService({ trustProxy: 1 });
      const userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
      await signIn(sessions, "ada", { ...how, userAgent, address: "203.0.113.7" } as object);
      if (typeof sessions.list !== "function") return; // Without a store there is no list.
      expect(await sessions.list("ada")).toMatchObject([{ ip: "203.0.113.7", userAgent }]);
    },
  );

  test("each call creates a session", async () => {
    const sessions = createService();
    const [first, second] = [await signIn(sessions, "ada"), await signIn(sessions, "ada")];
    expect(second.session.id).not.toBe(first.session.id);
    expect((await sessions.resolve(requestWith(first.headers))).status).toBe("authenticated");
  });

  test("an unknown user is an error", async () => {
    await expect(signIn(createService(), "nobody")).rejects.toThrow(SessionConfigError);
  });
});

test("a copy of the cookies ends the session when it is used after two refreshes", async () => {
  const clock = fixedClock();
  const sessions = modes.jwt({ clock });
  const { cookie } = await signIn(sessions, "ada");
  let current = cookie;
  const refreshWith = (sent: string) => {
    clock.advance("20m");
    return sessions.refresh(requestWith({ cookie: sent }, "POST"));
  };
  for (const _ of ["first", "second"]) {
    const outcome = await refreshWith(current);
    expect(outcome.status).toBe("authenticated");
    current = applyToCookieHeader(current, outcome.cookies);
  }
  expect((await refreshWith(cookie)).reason).toBe("reused");
  expect((await refreshWith(current)).status).toBe("unauthenticated");
});

test.each([
  ["http://localhost:4000", "the service answers at http://localhost:3000"],
  ["https://localhost:3000", "the service answers at http://localhost:3000"],
  ["localhost:3000", "is not an address"],
  ["/", "is not an address"],
])("a base URL that the service does not answer at is refused: %s", async (baseURL, message) => {
  const sessions = modes.jwt({ origin: "http://localhost:3000" });
  await expect(signIn(sessions, "ada", { baseURL })).rejects.toThrow(message);
});

test("a base URL on plain http outside loopback is refused", async () => {
  await expect(signIn(modes.jwt(), "ada", { baseURL: "http://shop.lan" })).rejects.toThrow(
    "baseURL: is http://shop.lan, and the service answers at https://shop.lan.",
  );
});

function requestWith(headers: Readonly<Record<string, string>>, method = "GET") {
  const all = new Map(Object.entries({ host: "localhost", ...headers }));
  return { method, header: (name: string) => all.get(name) };
}
