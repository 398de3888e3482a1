/** A server to use: `end` is nothing where it was there already. */
export interface ChosenServer {
  readonly url: string;
  readonly end: () => Promise<void>;
}

/**
 * The server that an environment variable names, else the one on the default port, else one of its own. A named
 * one that does not answer is an error: who names it wants that one.
 */
export async function chooseServer(
  variable: string,
  defaultUrl: string,
  isUp: (url: string) => Promise<unknown>,
  start: () => Promise<{ readonly url: string; close(): Promise<void> }>,
): Promise<ChosenServer> {
  const named = process.env[variable];
  if (named) {
    await isUp(named).catch((cause: unknown) => {
      throw new Error(`The server that ${variable} names does not answer.`, { cause });
    });
    return { url: named, end: async () => undefined };
  }
  const usual = await isUp(defaultUrl).then(
    () => true,
    () => false,
  );
  if (usual) return { url: defaultUrl, end: async () => undefined };
  const own = await start();
  return { url: own.url, end: () => own.close() };
}
