import type {
  AuthenticatedState,
  LoadingState,
  SessionClient,
  SessionState,
  UnauthenticatedState,
} from "@sessionkit/client";

/** The result of `useSession`. Branch on `status` or `authenticated`, which narrow `session` and `user`. */
export type SessionView<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
> =
  | RequiredSessionView<Claims, User>
  | (UnauthenticatedState & Flags<false, false> & Verbs<Claims, User>);

/** The result of `useSession({ required: true })`, which is `loading` while the user is not signed in. */
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

export function toView<Claims extends object, User>(
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
