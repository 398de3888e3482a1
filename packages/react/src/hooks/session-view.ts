import type {
  AuthenticatedState,
  LoadingState,
  SessionClient,
  SessionState,
  UnauthenticatedState,
} from "@sessionkit/client";

/** What `useSession` returns. Branch on `status` or `authenticated`: then `session` and `user` are not null. */
export type SessionView<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
> =
  | RequiredSessionView<Claims, User>
  | (UnauthenticatedState & Flags<false, false> & Verbs<Claims, User>);

/** What `useSession({ required: true })` returns: while nobody is signed in it is `loading`. */
export type RequiredSessionView<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
> =
  | (LoadingState & Flags<true, false> & Verbs<Claims, User>)
  | (AuthenticatedState<Claims, User> & Flags<false, true> & Verbs<Claims, User>);

interface Flags<Loading extends boolean, Authenticated extends boolean> {
  readonly loading: Loading;
  readonly authenticated: Authenticated;
}

type Verbs<Claims extends object, User> = Pick<SessionClient<Claims, User>, "refresh" | "signOut">;

export function viewOf<Claims extends object, User>(
  state: SessionState<Claims, User>,
  { refresh, signOut }: SessionClient<Claims, User>,
): SessionView<Claims, User> {
  return {
    ...state,
    loading: state.status === "loading",
    authenticated: state.status === "authenticated",
    refresh,
    signOut,
  } as SessionView<Claims, User>;
}
