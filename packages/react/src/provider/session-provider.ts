import {
  createSessionClient,
  type SessionClient,
  type SessionClientOptions,
  type SessionSeed,
} from "@sessionkit/client";
import { createElement, type ReactElement, type ReactNode, useRef, useState } from "react";
import { awaitSeed } from "./awaited-seed.ts";
import { SessionContext } from "./session-context.ts";
import { useBrowserEffect } from "./use-browser-effect.ts";

export interface SessionProviderProps<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
> extends Pick<
    SessionClientOptions<Claims, User>,
    "basePath" | "fetch" | "onSessionChange" | "environment"
  > {
  /**
   * What the server said while it rendered: the answer, or a promise of it that was not awaited, so that a layout stays
   * static. Without it the session is fetched once. A later value is taken if it is newer.
   */
  readonly session?: SessionSeed<Claims, User>;
  /**
   * A client of one's own, to use it outside of React as well; the provider starts it and disposes of it. Only in a
   * browser: on a server it would be shared by all users.
   */
  readonly client?: SessionClient<Claims, User> | undefined;
  readonly children?: ReactNode;
}

/** Gives `useSession` to everything below it. `basePath`, `fetch`, `environment` and `client` are read once. */
export function SessionProvider<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
>(props: SessionProviderProps<Claims, User>): ReactElement {
  const { session, basePath, fetch, environment, onSessionChange, children } = props;
  const latest = useRef(onSessionChange);
  const [client] = useState(() => {
    // A render without effects never looks at it: left alone, its failure would end the server's process.
    Promise.resolve(session).catch(() => undefined);
    const changed: typeof onSessionChange = (...states) => latest.current?.(...states);
    return (
      props.client ??
      createSessionClient<Claims, User>({
        basePath,
        fetch,
        environment,
        initial: session,
        onSessionChange: changed,
      })
    );
  });
  useBrowserEffect(() => {
    latest.current = onSessionChange;
  });
  useBrowserEffect(() => {
    client.seed(session);
    awaitSeed(client, session);
  }, [client, session]);
  useBrowserEffect(() => {
    client.start();
    return client.dispose;
  }, [client]);
  return createElement(
    SessionContext.Provider,
    { value: client as SessionClient<object, unknown> },
    children,
  );
}
