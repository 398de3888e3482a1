/** The same error without the command that ioredis keeps with it: ids, addresses and the hash of a session's secret. */
export function redactError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error("ioredis gave no error.");
  const { name, message, stack } = error;
  return Object.assign(new Error(message), { name, stack });
}
