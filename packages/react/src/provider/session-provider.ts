import {
  createSessionClient,
  type SessionClient,
  type SessionClientOptions,
  type SessionSeed,
} from "@sessionkit/client";
import { createElement, type ReactElement, type ReactNode, useRef, useState } from "react";
import { setPendingSeed } from "./pending-seed.ts";
import { SessionContext } from "./session-context.ts";
import { useBrowserEffect } from "./use-browser-effect.ts";

export interface SessionProviderProps<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
> extends Pick<
    SessionClientOptions<Claims, User>,
    "basePath" | "credentials" | "live" | "fetch" | "onSessionChange" | "environment"
  > {
  /**
   * The answer that the server rendered with, or a promise of it that is not awaited, so that a layout stays static.
   * Without it the session is fetched once. A later value is accepted if it is newer.
   */
  readonly session?: SessionSeed<Claims, User>;
  /**
   * A client that is also used outside of React. The provider starts it and disposes of it. Only for browsers: on a
   * server it would be shared by all users.
   */
  readonly client?: SessionClient<Claims, User> | undefined;
  readonly children?: ReactNode;
}

/** Provides the session to the hooks below it. `basePath`, `credentials`, `live`, `fetch`, `environment` and `client` are read once. */
export function SessionProvider<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
>(props: SessionProviderProps<Claims, User>): ReactElement {
  const { session, basePath, credentials, live, fetch, environment, onSessionChange, children } =
    props;
  const latest = useRef(onSessionChange);
  const [client] = useState(() => {
    // On a server no effect handles a rejection, which would then end the process.
    Promise.resolve(session).catch(() => undefined);
    const onChange: typeof onSessionChange = (...states) => latest.current?.(...states);
    return (
      props.client ??
      createSessionClient<Claims, User>({
        basePath,
        credentials,
        live,
        fetch,
        environment,
        initial: session,
        onSessionChange: onChange,
      })
    );
  });
  useBrowserEffect(() => {
    latest.current = onSessionChange;
  });
  useBrowserEffect(() => {
    client.seed(session);
    setPendingSeed(client, session);
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
