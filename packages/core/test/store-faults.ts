import type { MemoryStore } from "../src/memory.ts";
import type { RevocationFeed } from "../src/store/revocation-feed.ts";
import type { SessionStore } from "../src/store/session-store.ts";
import type { UserJoin } from "../src/store/user-join.ts";

type Verb = keyof SessionStore | keyof RevocationFeed | "record" | "findWithUser";
type Call = (...args: unknown[]) => Promise<unknown>;

/** Counts what a store is called for, in order. */
export function counted<Store extends SessionStore>(
  store: Store,
): { readonly store: Store; readonly calls: string[] } {
  const calls: string[] = [];
  const proxy = new Proxy(store, {
    get(target, name) {
      const verb: unknown = Reflect.get(target, name);
      if (typeof verb !== "function") return verb;
      return (...args: unknown[]) => {
        calls.push(String(name));
        return (verb as Call)(...args);
      };
    },
  });
  return { store: proxy, calls };
}

/** Replaces a verb. Returns what puts it back. */
function replace(store: SessionStore, verb: Verb, by: (verb: Call) => Call): () => void {
  const before = Reflect.get(store, verb) as Call;
  Reflect.set(store, verb, by(before));
  return () => void Reflect.set(store, verb, before);
}

/** The verbs reject, without effect, until the returned function is called. */
export function failing(store: SessionStore, ...verbs: Verb[]): () => void {
  const restore = verbs.map((verb) =>
    replace(store, verb, () => () => Promise.reject(new Error("connection refused"))),
  );
  return () => {
    for (const one of restore) one();
  };
}

/** The verb takes effect and its answer is lost, until the returned function is called. */
export function losingAnswers(store: SessionStore, verb: Verb): () => void {
  return replace(store, verb, (call) => async (...args) => {
    await call(...args);
    throw new Error("the connection broke after the write");
  });
}

/** The verb runs twice, and its second answer counts: a driver that sends again after a reconnect. */
export function repeating(store: SessionStore, verb: Verb): () => void {
  return replace(store, verb, (call) => async (...args) => {
    await call(...args);
    return call(...args);
  });
}

/** The verb never answers, and takes effect only when the returned function is called. */
export function silent(store: SessionStore, verb: Verb): () => Promise<void> {
  const late: (() => Promise<unknown>)[] = [];
  const restore = replace(store, verb, (call) => (...args) => {
    late.push(() => call(...args));
    return new Promise(() => undefined);
  });
  return async () => {
    restore();
    for (const run of late) await run();
  };
}

/** Holds the next call of a verb: before it takes effect, or its answer. Later calls pass. */
export function holdNext(
  store: SessionStore,
  verb: Verb,
  hold: "call" | "answer",
): { readonly reached: Promise<void>; release(): void } {
  let release = (): void => undefined;
  let reach = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const restore = replace(store, verb, (call) => async (...args) => {
    restore();
    if (hold === "call") {
      reach();
      await released;
      return call(...args);
    }
    const answer = await call(...args);
    reach();
    await released;
    return answer;
  });
  return { reached, release: () => release() };
}

/** The same store, for a process that does not know its revocation feed. */
export function withoutFeed(store: MemoryStore): Omit<MemoryStore, keyof RevocationFeed> {
  const { publishRevocation: _, readRevocations: __, deleteRevocations: ___, ...bare } = store;
  return bare;
}

/** The store sees a user table as well, and joins it: one query for session and user. */
export function joining<User>(
  store: MemoryStore,
  find: (userId: string) => User | undefined,
): MemoryStore & UserJoin<User> {
  return Object.assign(store, {
    async findWithUser(id: string) {
      const record = await store.find(id);
      return record && { record, user: find(record.userId as string) ?? null };
    },
  });
}
