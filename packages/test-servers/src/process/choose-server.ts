/**
 * The address of the server that an environment variable names, else of the one on the default port, else of one of
 * this process, which starts it for the first who asks and takes it along when it ends. A named one that does not
 * answer is an error: who names it wants that one.
 */
export async function chooseServer(
  variable: string,
  defaultUrl: string,
  isUp: (url: string) => Promise<unknown>,
  start: () => Promise<{ readonly url: string }>,
): Promise<string> {
  const named = process.env[variable];
  if (named) {
    await isUp(named).catch((cause: unknown) => {
      throw new Error(`The server that ${variable} names does not answer.`, { cause });
    });
    return named;
  }
  const usual = await isUp(defaultUrl).then(
    () => true,
    () => false,
  );
  if (usual) return defaultUrl;
  const own = started.get(variable) ?? start();
  started.set(variable, own);
  return (await own).url;
}

/** By the variable that would have named another. */
const started = new Map<string, Promise<{ readonly url: string }>>();
