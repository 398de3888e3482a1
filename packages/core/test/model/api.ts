import type {
  Authenticated,
  CreateOptions,
  EndpointRequest,
  EndpointResponse,
  JsonObject,
  Outcome,
  RenewOptions,
  ResolveOptions,
  RevokeUserOptions,
  SessionRequest,
  SignedOut,
  SignOutScope,
} from "../../src/index.ts";

export type ModelSession = Extract<Outcome, { status: "authenticated" }>["session"];
export type DataChange = (data: Readonly<JsonObject>) => JsonObject;

/** What the model uses of a service, with a store or without. */
export interface ModelSessions {
  resolve(request: SessionRequest, options?: ResolveOptions): Promise<Outcome>;
  create(userId: string, options: CreateOptions): Promise<Authenticated<ModelSession>>;
  refresh(request: SessionRequest, sessionToken?: string): Promise<Outcome>;
  renew(session: ModelSession, options: RenewOptions): Promise<Outcome>;
  update(
    session: ModelSession,
    data: JsonObject | DataChange,
    request: SessionRequest,
  ): Promise<Outcome>;
  signOut(request: SessionRequest, scope?: SignOutScope, sessionToken?: string): Promise<SignedOut>;
  isCurrent(outcome: Outcome): boolean;
  handle(request: EndpointRequest): Promise<EndpointResponse | null>;
  /** With a store only. */
  readonly revoke?: (id: string, request?: SessionRequest) => Promise<boolean>;
  readonly revokeUser?: (userId: string, options?: RevokeUserOptions) => Promise<number>;
  readonly prune?: () => Promise<unknown>;
}

/** The service as the model uses it: what the service at hand lacks is made up for. */
export function asModelSessions(sessions: object): ModelSessions {
  const given = sessions as ModelSessions;
  if (typeof given.isCurrent === "function") return given;
  return {
    ...given,
    isCurrent: () => true,
    update: (session, data, request) =>
      given.update(session, typeof data === "function" ? data(session.data) : data, request),
  };
}
