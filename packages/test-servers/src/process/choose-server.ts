/** How the tests find one kind of server. */
export interface ServerChoice {
  /** The environment variable that names a server. */
  readonly variable: string;
  /** A server on the default port. */
  readonly defaultUrl: string;
  /** Rejects if the server does not answer. */
  readonly isUp: (url: string) => Promise<unknown>;
  readonly start: () => Promise<{ readonly url: string }>;
}

/**
 * The address of the server that the environment variable names, else of the one on the default port, else of one of
 * this process, which starts it on the first call and ends it with itself. Rejects if a named server does not answer:
 * no other one takes its place.
 */
export async function chooseServer(choice: ServerChoice): Promise<string> {
  return (await findServer(choice)) ?? (await startOnce(choice));
}

/** The same without starting one: undefined if none is named and none answers on the default port. */
export async function findServer(choice: ServerChoice): Promise<string | undefined> {
  const named = process.env[choice.variable];
  if (named) {
    await choice.isUp(named).catch((cause: unknown) => {
      throw new Error(
        `The server that ${choice.variable} names does not answer. Start it, or unset ${choice.variable}.`,
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

async function startOnce({ variable, start }: ServerChoice): Promise<string> {
  const own = started.get(variable) ?? start();
  started.set(variable, own);
  return (await own).url;
}

/** By the variable that would have named another. */
const started = new Map<string, Promise<{ readonly url: string }>>();
