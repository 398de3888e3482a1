import type { UpdateOptions } from "../flow/update.ts";
import type { UpdateGuestOptions } from "../flow/update-guest.ts";
import type {
  AnySessions,
  DataUpdate,
  InferGuest,
  InferSession,
  InferUserId,
  IssuedTokens,
} from "../service/sessions.ts";
import type { Tokens } from "../session/outcome.ts";
import type {
  BearerTransport,
  CreateSessionOptions,
  ImpersonationOptions,
  RenewSessionOptions,
  RevokeSessionOptions,
} from "./options.ts";

/** A session and its tokens, for a client that stores its own. */
export interface BearerSession<S extends AnySessions, Issued extends Tokens = Tokens> {
  readonly session: InferSession<S>;
  /** For the body of the response. Never log this. */
  readonly tokens: Issued;
  /** Seconds until the client should refresh. */
  readonly expiresIn: number;
}

/**
 * The changes that a binding can make to the session of a request. They reject with `SessionStoreError` in an outage, with
 * `CrossSiteError` for a request from another site, and with `SessionConfigError` if cookies can no longer be set.
 * `renewSession`, `updateSession` and `impersonate` reject with `SessionRequiredError` if there is no session, or if it ended
 * during the change. A verb rejects with `ImpersonatedError` if it is not possible in an impersonation.
 *
 * @typeParam Target the arguments that identify a request in this framework, such as its request and response
 */
export interface Verbs<S extends AnySessions, Target extends readonly unknown[]> {
  /**
   * Signs a user in. Ends the previous session of the browser.
   *
   * With `transport: "bearer"`, it returns the tokens for a client that stores its own, sets no cookie and leaves those of
   * the request alone.
   */
  readonly createSession: CreateSession<S, Target>;
  /** Issues new credentials for the session, at a step-up or a change of privilege. */
  readonly renewSession: RenewSession<S, Target>;
  /**
   * Changes the session's data: merges members, or calls a function of it in the same compare-and-swap. `label` changes
   * its name in the list of sessions.
   *
   * @example
   * await updateSession((data) => ({ ...data, files: [...data.files, id] }));
   */
  readonly updateSession: UpdateSession<S, Target>;
  /**
   * Signs out. Returns how many sessions ended. In a bound session without a proof of its key, ends this session alone: the
   * scopes `others` and `all` reject with `SessionRequiredError` (`binding_required`).
   */
  readonly revokeSession: RevokeSession<Target>;
  /**
   * Changes the data of a guest, and starts one for a request without a session. A guest is not signed in: `getSession`
   * returns null and guards refuse. `createSession` with `merge` keeps the data. Rejects for a request that is signed in.
   * Needs a store.
   *
   * @example
   * await updateGuest((data) => ({ ...data, basket: [...data.basket, id] }));
   */
  readonly updateGuest: UpdateGuest<S, Target>;
  /**
   * Lets the user of the request act as another one. The impersonation is a session with an `actor`. It ends with
   * `endImpersonation`, after its `lifetime`, and with the actor's own session. Check first that the user may do this. Needs
   * a store.
   *
   * @example
   * await impersonate(userId, { reason: "Ticket 4711" });
   */
  readonly impersonate: Impersonate<S, Target>;
  /**
   * Ends the impersonation, sets the cookies of the actor's own session, and returns that session. Null for a client that stores
   * its own tokens: it continues with those of the actor. Rejects with `SessionRequiredError` if the actor's session has
   * ended. Without an impersonation, returns the session of the request.
   */
  readonly endImpersonation: EndImpersonation<S, Target>;
}

type DataOf<S extends AnySessions> = InferSession<S>["data"];
type ForUser<S extends AnySessions, Target extends readonly unknown[]> = [
  ...target: Target,
  userId: InferUserId<S>,
];

// Named, so that declarations of an application that exports a verb refer to them.

/** `createSession` of a binding. */
export interface CreateSession<S extends AnySessions, Target extends readonly unknown[]> {
  (
    ...args: [...ForUser<S, Target>, options: CreateSessionOptions<DataOf<S>> & BearerTransport]
  ): Promise<BearerSession<S, IssuedTokens<S>>>;
  (
    ...args: [...ForUser<S, Target>, options?: CreateSessionOptions<DataOf<S>>]
  ): Promise<InferSession<S>>;
}

/** `renewSession` of a binding. */
export interface RenewSession<S extends AnySessions, Target extends readonly unknown[]> {
  (
    ...args: [...target: Target, options: RenewSessionOptions & BearerTransport]
  ): Promise<BearerSession<S>>;
  (...args: [...target: Target, options?: RenewSessionOptions]): Promise<InferSession<S>>;
}

/** `updateSession` of a binding. */
export type UpdateSession<S extends AnySessions, Target extends readonly unknown[]> = (
  ...args: [...target: Target, data: DataUpdate<DataOf<S>>, options?: UpdateOptions]
) => Promise<InferSession<S>>;

/** `impersonate` of a binding. */
export interface Impersonate<S extends AnySessions, Target extends readonly unknown[]> {
  (
    ...args: [...ForUser<S, Target>, options: ImpersonationOptions<DataOf<S>> & BearerTransport]
  ): Promise<BearerSession<S, IssuedTokens<S>>>;
  (
    ...args: [...ForUser<S, Target>, options: ImpersonationOptions<DataOf<S>>]
  ): Promise<InferSession<S>>;
}

/** `endImpersonation` of a binding. */
export type EndImpersonation<S extends AnySessions, Target extends readonly unknown[]> = (
  ...args: Target
) => Promise<InferSession<S> | null>;

/** `updateGuest` of a binding. */
export type UpdateGuest<S extends AnySessions, Target extends readonly unknown[]> = (
  ...args: [...target: Target, data: DataUpdate<DataOf<S>>, options?: UpdateGuestOptions]
) => Promise<InferGuest<S>>;

/** `revokeSession` of a binding. */
export type RevokeSession<Target extends readonly unknown[]> = (
  ...args: [...target: Target, options?: RevokeSessionOptions]
) => Promise<number>;

/** An explicit change that the application makes. */
export interface WriteCall {
  /** Name of the verb in errors. */
  readonly verb: keyof Verbs<AnySessions, []>;
  /** The application accepts this request from another site. */
  readonly allowCrossSite: boolean;
}
