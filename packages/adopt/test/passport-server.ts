import { once } from "node:events";
import type { AddressInfo } from "node:net";
import express from "express";
import session from "express-session";
import passport from "passport";
import { Browser } from "./browser.ts";

/** A browser that has signed in at a server with express-session and passport. */
export interface SignedIn {
  readonly browser: Browser;
  readonly store: session.Store;
  /** Requests a page, with the cookies of the browser or others, and returns its text. */
  visit(path: string, header?: string): Promise<string>;
}

passport.serializeUser((user, done) => done(null, Reflect.get(user, "id")));
passport.deserializeUser((id: string, done) => done(null, { id }));

/**
 * Starts a server, which does not keep the process alive, and signs in.
 *
 * @param path `/passport/ada` for a user of passport, `/number/7` for one with a numeric id, `/by-hand/ada` for one that the
 * application stores itself
 */
export async function signInWithPassport(
  options: Pick<session.SessionOptions, "secret"> & Partial<session.SessionOptions>,
  path = "/passport/ada",
): Promise<SignedIn> {
  const store = options.store ?? new session.MemoryStore();
  const app = express();
  app.use(
    session({ resave: false, saveUninitialized: false, ...options, store }),
    passport.session(),
  );
  app.get(["/passport/:id", "/number/:id"], (req, res, next) => {
    const { id } = req.params;
    const user = { id: req.path.startsWith("/number") ? Number(id) : id };
    req.login(user, (error: unknown) => (error ? next(error) : res.send("ok")));
  });
  app.get("/by-hand/:id", (req, res) => {
    Object.assign(req.session, { account: { id: req.params.id }, cart: ["book"] });
    res.send("ok");
  });
  app.get("/", (req, res) => void res.send(Reflect.get(Object(req.user), "id") ?? "nothing"));
  const server = app.listen(0, "127.0.0.1").unref();
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = new Browser();
  const visit = async (one: string, header = browser.header) => {
    const response = await fetch(origin + one, { headers: { cookie: header } });
    return browser.keep(response).text();
  };
  await visit(path);
  return { browser, store, visit };
}
