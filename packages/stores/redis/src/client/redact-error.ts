/** Copies an error without the command that ioredis attaches, which contains ids, addresses and secret hashes. */
export function redactError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error("The Redis client rejected without an Error.");
  const { name, message, stack } = error;
  return Object.assign(new Error(message), { name, stack });
}
