import { endSession, type SessionRequestError } from "@sessionkit/client";
import type { ActiveSession, SessionListAnswer } from "@sessionkit/core";
import { useMemo, useRef, useState } from "react";
import type { ActiveSessionsNotice, ActiveSessionsView } from "./active-sessions-view.ts";
import { useSessionClient } from "./use-session-client.ts";
import { useSessionList } from "./use-session-list.ts";
import { useSessionState } from "./use-session-state.ts";

export interface UseActiveSessionsOptions {
  /** The list that the server rendered with. No request is sent then. A newer one replaces it. */
  readonly initial?: SessionListAnswer | undefined;
}

interface Endings {
  readonly pending: readonly string[];
  /** Ids are never reused, so that an older list does not restore them. */
  readonly ended: readonly string[];
  readonly notice: ActiveSessionsNotice | null;
}

const NONE: Endings = { pending: [], ended: [], notice: null };

/** Returns the user's sessions, and functions that end them. */
export function useActiveSessions({ initial }: UseActiveSessionsOptions = {}): ActiveSessionsView {
  const client = useSessionClient();
  const { status, session } = useSessionState(client);
  const { answer, error, reload } = useSessionList(client, session?.id, initial);
  const [{ pending, ended, notice }, setEndings] = useState(NONE);
  /** Requests by id or scope: a second call is made before the first one has rendered. */
  const requests = useRef(new Map<string, Promise<boolean>>());

  return useMemo(() => {
    const sessions = answer?.sessions.filter(({ id }) => !ended.includes(id)) ?? [];
    const others = sessions.filter(({ current }) => !current);

    function end(
      key: string,
      targets: readonly ActiveSession[],
      request: () => Promise<unknown>,
    ): Promise<boolean> {
      const running = requests.current.get(key);
      if (running) return running;
      const ids = targets.map(({ id }) => id);
      const isOther = (id: string) => !ids.includes(id);
      setEndings((before) => ({
        pending: [...before.pending, ...ids],
        ended: before.ended,
        notice: { kind: "pending", sessions: targets, error: null },
      }));
      const finish = (failure: SessionRequestError | null) => {
        requests.current.delete(key);
        setEndings((before) => ({
          pending: before.pending.filter(isOther),
          ended: failure ? before.ended : [...before.ended, ...ids],
          notice: { kind: failure ? "failed" : "ended", sessions: targets, error: failure },
        }));
        return !failure;
      };
      const result = request().then(() => finish(null), finish);
      requests.current.set(key, result);
      return result;
    }

    return {
      status: status === "authenticated" ? toListStatus(answer, error) : status,
      sessions,
      pending,
      now: answer?.now ?? null,
      error,
      notice,
      reload,
      revoke: (id) =>
        end(
          id,
          sessions.filter((one) => one.id === id),
          () => endSession(client, id),
        ),
      revokeOthers: () => end("others", others, () => client.signOut({ scope: "others" })),
      revokeAll: () => end("all", others, () => client.signOut({ scope: "all" })),
    };
  }, [client, status, answer, error, reload, pending, ended, notice]);
}

function toListStatus(answer: SessionListAnswer | null, error: SessionRequestError | null) {
  if (answer) return "ready";
  return error ? "failed" : "loading";
}
