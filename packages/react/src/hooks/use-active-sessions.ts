import { endSession, type SessionRequestError } from "@sessionkit/client";
import type { ActiveSession, SessionListAnswer } from "@sessionkit/core";
import { useMemo, useState } from "react";
import type { ActiveSessionsNotice, ActiveSessionsView } from "./active-sessions-view.ts";
import { useSessionClient } from "./use-session-client.ts";
import { useSessionList } from "./use-session-list.ts";
import { useSessionState } from "./use-session-state.ts";

export interface UseActiveSessionsOptions {
  /** The list as the server rendered it; then nothing is fetched. A newer one is taken. */
  readonly initial?: SessionListAnswer | undefined;
}

interface Ending {
  /** Being ended, or over. No id is used twice, so that an older list which still has them brings none back. */
  readonly hidden: readonly string[];
  readonly notice: ActiveSessionsNotice | null;
}

/** Where the user is signed in. What they end is gone at once, and back if that failed. */
export function useActiveSessions({ initial }: UseActiveSessionsOptions = {}): ActiveSessionsView {
  const client = useSessionClient();
  const { status, session } = useSessionState(client);
  const { answer, error, reload } = useSessionList(client, session?.id, initial);
  const [{ hidden, notice }, setEnding] = useState<Ending>({ hidden: [], notice: null });

  return useMemo(() => {
    const sessions = answer?.sessions.filter(({ id }) => !hidden.includes(id)) ?? [];
    const others = sessions.filter(({ current }) => !current);

    async function end(
      some: readonly ActiveSession[],
      request: () => Promise<unknown>,
    ): Promise<boolean> {
      const ids = some.map(({ id }) => id);
      setEnding((before) => ({ hidden: [...before.hidden, ...ids], notice: null }));
      const failure = await request().then(
        () => null,
        (reason: SessionRequestError) => reason,
      );
      setEnding((before) => ({
        hidden: failure ? before.hidden.filter((id) => !ids.includes(id)) : before.hidden,
        notice: { kind: failure ? "kept" : "ended", sessions: some, error: failure },
      }));
      return !failure;
    }

    return {
      status: status === "authenticated" ? statusOf(answer, error) : status,
      sessions,
      now: answer?.now ?? null,
      error,
      notice,
      reload,
      revoke: (id) =>
        end(
          sessions.filter((one) => one.id === id),
          () => endSession(client, id),
        ),
      revokeOthers: () => end(others, () => client.signOut({ scope: "others" })),
      revokeAll: () => end(others, () => client.signOut({ scope: "all" })),
    };
  }, [client, status, answer, error, reload, hidden, notice]);
}

function statusOf(answer: SessionListAnswer | null, error: SessionRequestError | null) {
  if (answer) return "ready";
  return error ? "failed" : "loading";
}
