import { deserialize, serialize } from "node:v8";

const VERBS = ["insert", "find", "update", "delete", "findByUser", "deleteByUser", "deleteExpired"];

/**
 * The store that `serve-store.ts` serves. Plain JavaScript, so that a process of Node can import it.
 *
 * @param {string} [url] default: from the environment
 */
export default function createRemoteStore(url = process.env.REMOTE_STORE) {
  const ask = async (verb, args) => {
    const response = await fetch(url, { method: "POST", body: serialize([verb, args]) });
    const { answer, failure } = deserialize(Buffer.from(await response.arrayBuffer()));
    if (failure !== undefined) throw new Error(failure);
    return answer;
  };
  const verbs = VERBS.map((verb) => [
    verb,
    (...args) =>
      ask(verb, args).catch((cause) => {
        throw Object.assign(new Error(`${verb} failed.`, { cause }), { code: "session_store" });
      }),
  ]);
  const store = Object.fromEntries(verbs);
  if (process.env.ONE_WRITER) store.update = oneAtATime(store.update);
  return { store, close: () => undefined };
}

/** Models a store that hides a race which a second process reveals. */
function oneAtATime(verb) {
  let last = Promise.resolve();
  return (...args) => {
    last = last.then(
      () => verb(...args),
      () => verb(...args),
    );
    return last;
  };
}
