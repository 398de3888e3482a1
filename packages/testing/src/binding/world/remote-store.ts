import type { SessionStore } from "@sessionkit/core";

const VERBS = [
  "insert",
  "find",
  "update",
  "delete",
  "findByUser",
  "deleteByUser",
  "deleteExpired",
  "publishRevocation",
  "readRevocations",
  "deleteRevocations",
];

/**
 * A store in another process, whose requests are answered by `answerRemoteCall`. Needs only `fetch`, so that it runs on every
 * runtime. Rejects with `code` and `cause` of the store's error.
 *
 * @param url where the calls are sent
 * @param verbs default: those of a store with a revocation feed
 * @param post sends a body, and resolves to that of the response
 */
export function createRemoteStore<Store = SessionStore>(
  url: string,
  verbs: readonly (keyof Store & string)[] = VERBS as never,
  post: (url: string, body: string) => Promise<string> = postByFetch,
): Store {
  const call = async (verb: string, args: readonly unknown[]): Promise<unknown> => {
    const { result, failure } = decode(await post(url, encode([verb, args]))) as RemoteResult;
    if (failure === undefined) return result;
    const { message, code, cause } = failure;
    throw Object.assign(new Error(`${verb} failed: ${message}`, { cause }), code && { code });
  };
  const remote = verbs.map((verb) => [verb, (...args: unknown[]) => call(verb, args)]);
  return Object.fromEntries(remote) as Store;
}

async function postByFetch(url: string, body: string): Promise<string> {
  return (await fetch(url, { method: "POST", body })).text();
}

/**
 * Calls a verb of a store for a request of `createRemoteStore`.
 *
 * @param body of the request
 * @returns the body of the response
 */
export async function answerRemoteCall(store: object, body: string): Promise<string> {
  const [verb, args] = decode(body) as [string, unknown[]];
  try {
    const result = await (store as RemoteVerbs)[verb]?.(...args);
    return encode({ result });
  } catch (error) {
    return encode({ failure: describeFailure(error) });
  }
}

type RemoteVerbs = Record<string, (...args: unknown[]) => Promise<unknown>>;

interface RemoteResult {
  readonly result?: unknown;
  readonly failure?: RemoteFailure;
}

interface RemoteFailure {
  readonly message: string;
  readonly code?: string;
  readonly cause?: string;
}

function describeFailure(error: unknown): RemoteFailure {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message, code, cause } = error as Error & { readonly code?: string };
  return {
    message,
    ...(code !== undefined && { code }),
    ...(cause !== undefined && { cause: String(cause) }),
  };
}

/** JSON that preserves dates, and `undefined` among arguments. */
function encode(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key, plain: unknown) {
    const original = this[key];
    if (original instanceof Date) return { [DATE]: original.getTime() };
    return original === undefined ? { [UNDEFINED]: true } : plain;
  });
}

function decode(text: string): unknown {
  return revive(JSON.parse(text));
}

const DATE = "$date";
const UNDEFINED = "$undefined";

function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== "object" || value === null) return value;
  if (DATE in value) return new Date(Number(value[DATE]));
  if (UNDEFINED in value) return undefined;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, revive(member)]));
}
