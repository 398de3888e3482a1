import { randomUUID } from "node:crypto";
import { hashPassword } from "../../src/users/password.ts";
import { Browser } from "./browser.ts";
import { type StartedApp, startApp } from "./start-app.ts";
import { type World, worlds } from "./world.ts";

export type Backend = keyof typeof worlds;
export type Strategy = "jwt" | "database";

/** A started application over a database of its own. */
export interface Subject {
  readonly app: StartedApp;
  readonly world: World;
  readonly strategy: Strategy;
  browser(): Browser;
  /** Somebody new, with credentials to sign in with. */
  createUser(): Promise<Credentials>;
  /** A browser of somebody new who has signed in. */
  signedIn(): Promise<{ readonly browser: Browser; readonly credentials: Credentials }>;
  close(): Promise<void>;
}

interface Credentials {
  readonly email: string;
  readonly password: string;
}

const PASSWORD = "marlin-saffron-58";
/** Cheap, since nobody attacks it and every test signs in. */
const hash = hashPassword(PASSWORD, { N: 2 ** 10, r: 8, p: 1 });

export async function createSubject(
  backend: Backend,
  strategy: Strategy,
  env: Readonly<Record<string, string>> = {},
): Promise<Subject> {
  const world = await worlds[backend]();
  const settings = { DATABASE_URL: world.url, SESSION_STRATEGY: strategy, ...env };
  const app = await startApp(settings).catch(async (error: unknown) => {
    await world.close();
    throw error;
  });
  const browser = () => new Browser(app.origin);
  const createUser = async () => {
    const id = randomUUID();
    const user = { id, name: "Noor", email: `${id}@example.test`, role: "member" };
    await world.database.user.create({ data: user });
    await world.database.password.create({ data: { userId: id, hash: await hash } });
    return { email: user.email, password: PASSWORD };
  };
  return {
    app,
    world,
    strategy,
    browser,
    createUser,
    async signedIn() {
      const [visitor, credentials] = [browser(), await createUser()];
      const { status } = await visitor.signIn(credentials);
      if (status !== 200) throw new Error(`Signing in answered ${status}: ${app.output()}`);
      return { browser: visitor, credentials };
    },
    async close() {
      await app.close();
      await world.close();
    },
  };
}
