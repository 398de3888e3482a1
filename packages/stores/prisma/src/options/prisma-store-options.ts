import type {
  ActivityEntry,
  ActivityLog,
  ListenClient,
  PublishedRevocation,
  RevocationBell,
  RevocationFeed,
  SessionRecord,
  SessionStore,
  UserJoin,
} from "@sessionkit/core/store";
import type { Relations } from "../models/client.ts";
import type { CheckedModel } from "../models/field-map.ts";

/** A model whose fields have other names than the members of a record. */
interface MappedModelOption {
  readonly model: string;
  readonly fields?: Readonly<Record<string, string | undefined>> | undefined;
}

/** The relation of a session to its user, and the fields of the user to select. */
interface SelectedUser {
  readonly relation: string;
  readonly select: Readonly<Record<string, true>>;
}

export interface PrismaStoreOptions {
  /** The session model by the name of the client's property, such as `"session"`, or `{ model, fields }` if fields have other names. */
  readonly sessions: string | MappedModelOption;
  /**
   * The relation of that model to its user, such as `"user"`, to read both with one query; or `{ relation, select }` to read
   * only some fields of the user.
   */
  readonly user?: string | SelectedUser | undefined;
  /** The model of the activity log, such as `"sessionActivity"`, or `{ model, fields }` if fields have other names. */
  readonly activity?: string | MappedModelOption | undefined;
  /** The model of the revocation feed, such as `"sessionRevocation"`, or `{ model, fields }` if fields have other names. */
  readonly revocations?: string | MappedModelOption | undefined;
  /**
   * A connected `Client` of `pg` that is used for nothing else, on Postgres with `revocations`: a revocation then reaches
   * every process within milliseconds. If its connection is lost, revocations are still read by polling.
   */
  readonly listen?: ListenClient | undefined;
}

/** The store, with `UserJoin`, `ActivityLog`, `RevocationFeed` and `RevocationBell` if there is the option for it. */
export type PrismaStore<Client, Options extends PrismaStoreOptions> = SessionStore &
  (Options extends { readonly user: infer User }
    ? UserJoin<UserOf<UsersOf<Client, Options["sessions"]>, User>>
    : unknown) &
  (Options extends { readonly activity: string | object } ? ActivityLog : unknown) &
  (Options extends { readonly revocations: string | object } ? RevocationFeed : unknown) &
  (Options extends { readonly listen: object } ? RevocationBell : unknown);

/** Rejects names that the client does not have, and missing names that it must have. */
export type CheckedOptions<Client, Options extends PrismaStoreOptions> = {
  readonly [Name in keyof Options]: Name extends "sessions"
    ? CheckedModel<SessionRecord, Client, Options[Name]>
    : Name extends "activity"
      ? CheckedModel<ActivityEntry, Client, Options[Name]>
      : Name extends "revocations"
        ? CheckedModel<PublishedRevocation, Client, Options[Name]>
        : Name extends "listen"
          ? Options[Name]
          : Name extends "user"
            ? CheckedUser<UsersOf<Client, Options["sessions"]>, Options[Name]>
            : never;
};

/** The relations of the session model to one row. */
type UsersOf<Client, Sessions> = Relations<
  Client,
  Sessions extends { readonly model: infer Model extends string } ? Model : Sessions & string
>;

type CheckedUser<Users, Option> = Option extends { readonly relation: infer Relation }
  ? Relation extends keyof Users
    ? {
        readonly relation: Relation;
        readonly select: {
          readonly [Name in keyof (Option & {
            select: unknown;
          })["select"]]: Name extends keyof Users[Relation] ? true : never;
        };
      }
    : { readonly relation: UnknownRelation<Users> }
  : Option extends keyof Users
    ? Option
    : UnknownRelation<Users>;

interface UnknownRelation<Users> {
  readonly "is not a relation of the model to one user": keyof Users;
}

type UserOf<Users, Option> = Option extends {
  readonly relation: infer Relation extends keyof Users;
  readonly select: infer Selected;
}
  ? Pick<Users[Relation], keyof Selected & keyof Users[Relation]>
  : Option extends keyof Users
    ? Users[Option]
    : never;
