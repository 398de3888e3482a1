import { listSessions, type SessionClient, type SessionRequestError } from "@sessionkit/client";
import type { SessionListAnswer } from "@sessionkit/core";
import { useCallback, useEffect, useRef, useState } from "react";

export interface SessionList {
  /** Null while loading, and for any session but the one that it was loaded for. */
  readonly answer: SessionListAnswer | null;
  readonly error: SessionRequestError | null;
  readonly reload: () => Promise<void>;
}

/**
 * Loads the list for the session `id` once, unless `initial` is for that session.
 *
 * @param id undefined while signed out: no list is returned
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
  const lastRequest = useRef(0);

  const reload = useCallback(async () => {
    const request = ++lastRequest.current;
    const outcome = await listSessions(client).then(
      (next) => ({ answer: next, error: null }),
      (failure: SessionRequestError) => ({ error: failure }),
    );
    if (request === lastRequest.current) setOutcome((before) => ({ ...before, ...outcome }));
  }, [client]);

  const seed = useRef(initial);
  useEffect(() => {
    if (!initial || initial.now === seed.current?.now) return;
    seed.current = initial;
    setOutcome({ answer: initial, error: null });
  }, [initial]);

  const matches =
    id !== undefined && !!answer?.sessions.some((one) => one.current && one.id === id);
  const missing = matches ? undefined : id;
  useEffect(() => {
    let mounted = missing !== undefined;
    // In a microtask, so that an effect that StrictMode cleans up at once sends no request.
    queueMicrotask(() => {
      if (mounted) void reload();
    });
    return () => {
      mounted = false;
    };
  }, [missing, reload]);

  return { answer: matches ? answer : null, error, reload };
}
