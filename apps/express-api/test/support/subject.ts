import { randomUUID } from "node:crypto";
import { hashPassword } from "../../src/users/password.ts";
import { Browser } from "./browser.ts";
import { type Harness, harnesses } from "./harness.ts";
import { type StartedApp, startApp } from "./start-app.ts";

export type Backend = keyof typeof harnesses;
export type Strategy = "jwt" | "database";

/** A started application over a database of its own. */
export interface Subject {
  readonly app: StartedApp;
  readonly harness: Harness;
  readonly strategy: Strategy;
  browser(): Browser;
  /** Creates a user, and returns the user's credentials. */
  createUser(): Promise<Credentials>;
  /** Creates a user and a browser in which the user has signed in. */
  signedIn(): Promise<{ readonly browser: Browser; readonly credentials: Credentials }>;
  close(): Promise<void>;
}

interface Credentials {
  readonly email: string;
  readonly password: string;
}

const PASSWORD = "marlin-saffron-58";
/** A low cost, because every test signs in. */
const hash = hashPassword(PASSWORD, { N: 2 ** 10, r: 8, p: 1 });

export async function createSubject(
  backend: Backend,
  strategy: Strategy,
  env: Readonly<Record<string, string>> = {},
): Promise<Subject> {
  const harness = await harnesses[backend]();
  const settings = { DATABASE_URL: harness.url, SESSION_STRATEGY: strategy, ...env };
  const app = await startApp(settings).catch(async (error: unknown) => {
    await harness.close();
    throw error;
  });
  const browser = () => new Browser(app.origin);
  const createUser = async () => {
    const id = randomUUID();
    const user = { id, name: "Noor", email: `${id}@example.test`, role: "member" };
    await harness.database.user.create({ data: user });
    await harness.database.password.create({ data: { userId: id, hash: await hash } });
    return { email: user.email, password: PASSWORD };
  };
  return {
    app,
    harness,
    strategy,
    browser,
    createUser,
    async signedIn() {
      const [client, credentials] = [browser(), await createUser()];
      const { status } = await client.signIn(credentials);
      if (status !== 200) throw new Error(`Signing in answered ${status}: ${app.output()}`);
      return { browser: client, credentials };
    },
    async close() {
      await app.close();
      await harness.close();
    },
  };
}
