import { describe, expect, test } from "vitest";
import { createBrowser, type RequestOptions } from "../../test/browser.ts";
import { createOldLibrary, OLD_COOKIE } from "../../test/old-library.ts";
import { createService, type ServiceOptions } from "../../test/service.ts";
import { STRATEGIES } from "../../test/signed-in.ts";
import { ALLOWED, SITES } from "../../test/sites.ts";

/** A service that adopts, and a browser with a session of another library alone. */
function adopting(options: ServiceOptions) {
  const old = createOldLibrary();
  old.sessions.set("one", { userId: "bob" });
  const service = createService({ adopt: [old.adopter], allowedOrigins: [ALLOWED], ...options });
  const browser = createBrowser();
  browser.jar.set(OLD_COOKIE, "one");
  return { ...service, old, browser };
}

type Adopting = ReturnType<typeof adopting>;
type Verb = (service: Adopting, sent: RequestOptions) => Promise<{ length: number } | undefined>;

const endpoint =
  (url: string): Verb =>
  async ({ sessions, browser }, sent) => {
    const answer = await sessions.handle(browser.request({ ...sent, url: `/api/auth${url}` }));
    return answer?.headers.filter(([name]) => name === "set-cookie");
  };

/** What sets cookies for a request without a session, although the application has named no user. */
const VERBS: Readonly<Record<string, Verb>> = {
  updateGuest: async ({ sessions }, sent) =>
    (await sessions.updateGuest(createBrowser().request(sent), { basket: [1] })).cookies,
  "resolve, which adopts": async ({ sessions, browser }, sent) =>
    (await sessions.resolve(browser.request(sent))).cookies,
  "refresh, which adopts": async ({ sessions, browser }, sent) =>
    (await sessions.refresh(browser.request(sent))).cookies,
};
const READING: Readonly<Record<string, Verb>> = {
  "GET /session": endpoint("/session"),
  "GET /sessions": endpoint("/sessions"),
  "GET /refresh": endpoint("/refresh?redirect=/"),
};
const WRITING: Readonly<Record<string, Verb>> = { "POST /refresh": endpoint("/refresh") };

describe.each(STRATEGIES)(
  "without the cookies that a browser withholds, strategy %s",
  (strategy) => {
    describe.each(["lax", "strict", "none"] as const)("SameSite %s", (sameSite) => {
      const options: ServiceOptions = { strategy, cookies: { sameSite } };

      test.each(SITES)("$title replaces no session", async ({ with: carries, ...sent }) => {
        const isSent = carries.includes(sameSite);
        const endpoints = sent.method === "POST" ? WRITING : READING;
        for (const [name, verb] of Object.entries({ ...VERBS, ...endpoints })) {
          const service = adopting(options);
          const isRefused =
            name in endpoints && service.sessions.isCrossSite(service.browser.request(sent));
          const cookies = await verb(service, sent);
          const isSet = isSent && !isRefused;
          expect([name, cookies?.length !== 0, service.store.size > 0]).toEqual([
            name,
            isSet,
            isSet,
          ]);
          expect([name, service.types().includes("adoption_refused")]).toEqual([name, false]);
          expect(service.old.retired).toEqual([]);
        }
      });

      test.each(SITES)("the outcome says so: $title", async ({ with: carries, ...sent }) => {
        const { sessions } = adopting(options);
        const { withheld } = (await sessions.resolve(createBrowser().request(sent))) as {
          withheld?: true;
        };
        expect(withheld).toBe(carries.includes(sameSite) ? undefined : true);
      });
    });
  },
);

test("a sign-out for another site does not delete a session cookie that is limited to the base path", async () => {
  const { sessions } = adopting({ refresh: "endpoint", cookies: { sameSite: "strict" } });
  for (const { with: carries, ...sent } of SITES) {
    const { cookies } = await sessions.signOut(createBrowser().request(sent));
    expect([sent.title, cookies.length]).toEqual([sent.title, carries.includes("strict") ? 1 : 0]);
  }
});

test.each(SITES)(
  "a request that has its cookies is judged by them: $title",
  async ({ with: _, ...sent }) => {
    const { sessions } = adopting({ cookies: { sameSite: "strict" } });
    const browser = createBrowser();
    const add = ({ basket = [] }: { readonly basket?: readonly number[] }) => ({
      basket: [...basket, 1],
    });
    browser.obey(await sessions.updateGuest(browser.request(), add));
    const outcome = await sessions.updateGuest(browser.request(sent), add);
    expect(outcome).toMatchObject({ reason: "guest", guest: { data: { basket: [1, 1] } } });
    expect(outcome).not.toHaveProperty("withheld");
  },
);
