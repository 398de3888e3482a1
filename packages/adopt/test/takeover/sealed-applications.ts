import { H3, useSession } from "h3";
import {
  createApp,
  createRouter,
  defineEventHandler,
  toWebHandler,
  useSession as useSession1,
} from "h3-1";
import { getIronSession } from "iron-session";
import { getIronSession as getIronSession8 } from "iron-session-8";
import { fromH3Session, fromIronSession } from "../../src/index.ts";
import { Browser } from "../browser.ts";
import { SECRET as password, type StartOld, textOf } from "./old-application.ts";
import { serve } from "./serve.ts";

interface OldData {
  user?: { id: string };
}

const userId = ({ user }: OldData) => user?.id;
const MAX_AGE = 3_600;

/** Signs in at `/sign-in`; `/me` returns the id of the user. */
async function visit(origin: string): Promise<Browser> {
  const browser = new Browser();
  browser.keep(await fetch(`${origin}/sign-in`));
  return browser;
}

const shared = (origin: string, browser: Browser) => ({
  ...{ browser, userId: "ada", hasRow: false },
  accepts: async (header: string) => (await textOf(`${origin}/me`, header)) === "ada",
});

export const startIronSession =
  (version: 8 | 9): StartOld =>
  async (clock) => {
    const settings = {
      ...{ cookieName: "app-session", password, ttl: MAX_AGE },
      cookieOptions: { secure: false },
    };
    const origin = await serve(() => async (request) => {
      const response = new Response();
      const session =
        version === 9
          ? await getIronSession<OldData>(request, response, settings)
          : await getIronSession8<OldData>(request, response, settings);
      if (new URL(request.url).pathname === "/me")
        return new Response(session.user?.id ?? "nobody");
      session.user = { id: "ada" };
      await session.save();
      return response;
    });
    const adopter = fromIronSession({ password, cookie: "app-session", userId, clock });
    return { adopter, ...shared(origin, await visit(origin)), knowsSignIn: false };
  };

/** @param name of the cookie: `nuxt-session` in Nuxt with nuxt-auth-utils */
export const startH3 =
  (version: 1 | 2, name = "h3"): StartOld =>
  async (clock) => {
    const settings = { password, name, maxAge: MAX_AGE, cookie: { secure: false } };
    const signIn = { user: { id: "ada" } };
    const application2 = () =>
      new H3()
        .get("/sign-in", async (event) => {
          await (await useSession<OldData>(event, settings)).update(signIn);
          return "ok";
        })
        .get("/me", async (event) => {
          const { data } = await useSession<OldData>(event, settings);
          return data.user?.id ?? "nobody";
        });
    const application1 = () =>
      toWebHandler(
        createApp().use(
          createRouter()
            .get(
              "/sign-in",
              defineEventHandler(async (event) => {
                await (await useSession1<OldData>(event, settings)).update(signIn);
                return "ok";
              }),
            )
            .get(
              "/me",
              defineEventHandler(async (event) => {
                const { data } = await useSession1<OldData>(event, settings);
                return data.user?.id ?? "nobody";
              }),
            ),
        ),
      );
    const origin = await serve(() => {
      if (version === 1) return application1();
      const application = application2();
      return (request) => application.fetch(request);
    });
    const adopter = fromH3Session({ password, cookie: name, userId, maxAge: MAX_AGE, clock });
    return { adopter, ...shared(origin, await visit(origin)), knowsSignIn: true };
  };
