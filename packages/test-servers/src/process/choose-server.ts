import { randomBytes } from "node:crypto";

/** How the tests find one kind of server. */
export interface ServerChoice {
  /** The environment variable that names a server. */
  readonly variable: string;
  /** URL of a server on the default port. */
  readonly defaultUrl: string;
  /** Rejects if the server does not answer. */
  readonly isUp: (url: string) => Promise<unknown>;
  readonly start: () => Promise<{ readonly url: string }>;
}

/**
 * Returns the URL of the server in the environment variable, else of the server on the default port, else of a server that
 * the first call starts and that ends with this process. Rejects if the server in the environment variable is down.
 */
export async function chooseServer(choice: ServerChoice): Promise<string> {
  return (await findServer(choice)) ?? (await startOnce(choice));
}

/** Like `chooseServer`, but returns undefined instead of starting a server. */
export async function findServer(choice: ServerChoice): Promise<string | undefined> {
  const named = process.env[choice.variable];
  if (named) {
    await choice.isUp(named).catch((cause: unknown) => {
      throw new Error(
        `The server of ${choice.variable} does not respond. Start it, or unset ${choice.variable}.`,
        { cause },
      );
    });
    return named;
  }
  return choice.isUp(choice.defaultUrl).then(
    () => choice.defaultUrl,
    () => undefined,
  );
}

/** Returns a name for a database or a key prefix that no other test uses. */
export function uniqueName(): string {
  return `sessionkit_test_${randomBytes(8).toString("hex")}`;
}

async function startOnce({ variable, start }: ServerChoice): Promise<string> {
  const own = started.get(variable) ?? start();
  started.set(variable, own);
  return (await own).url;
}

/** The started servers by environment variable. */
const started = new Map<string, Promise<{ readonly url: string }>>();
