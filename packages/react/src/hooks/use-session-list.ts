import { listSessions, type SessionClient, type SessionRequestError } from "@sessionkit/client";
import type { SessionListAnswer } from "@sessionkit/core";
import { useCallback, useEffect, useRef, useState } from "react";

export interface SessionList {
  /** Null until it is there, and for anybody but the session that it was made for. */
  readonly answer: SessionListAnswer | null;
  readonly error: SessionRequestError | null;
  readonly reload: () => Promise<void>;
}

/**
 * Loads the list of the session `id` once, unless `initial` is that already.
 *
 * @param id undefined while nobody is signed in: then no list is given away
 */
export function useSessionList(
  client: SessionClient,
  id: string | undefined,
  initial: SessionListAnswer | undefined,
): SessionList {
  const [{ answer, error }, setOutcome] = useState<Omit<SessionList, "reload">>({
    answer: initial ?? null,
    error: null,
  });
  const asked = useRef(0);

  const reload = useCallback(async () => {
    const question = ++asked.current;
    const outcome = await listSessions(client).then(
      (next) => ({ answer: next, error: null }),
      (failure: SessionRequestError) => ({ error: failure }),
    );
    if (question === asked.current) setOutcome((before) => ({ ...before, ...outcome }));
  }, [client]);

  const seed = useRef(initial);
  useEffect(() => {
    if (!initial || initial.now === seed.current?.now) return;
    seed.current = initial;
    setOutcome({ answer: initial, error: null });
  }, [initial]);

  const fits = id !== undefined && !!answer?.sessions.some((one) => one.current && one.id === id);
  const missing = fits ? undefined : id;
  useEffect(() => {
    let mounted = missing !== undefined;
    // A moment later, so that an effect which StrictMode takes back at once asks nothing.
    queueMicrotask(() => {
      if (mounted) void reload();
    });
    return () => {
      mounted = false;
    };
  }, [missing, reload]);

  return { answer: fits ? answer : null, error, reload };
}
