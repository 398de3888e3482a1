import { OLDER_SECRET, SECRET, type ServiceOptions } from "../service.ts";

/** One way to run the service. */
export interface Mode {
  readonly name: string;
  /** The records are in a store that both processes share. */
  readonly stored: boolean;
  readonly limit: number | null;
  readonly options: ServiceOptions;
  /** How far the clock of the second process is ahead, in milliseconds. */
  readonly skew: number;
  /** Of the second process, while a deployment changes the options. */
  readonly second?: ServiceOptions;
}

export const GRACE = 120_000;
/** Of a request, from the moment it is sent until its answer is there. */
export const SLOWEST: number = GRACE / 2;
/** A browser has written its cookies to disk after this at the latest. */
export const DISK = 30_000;
/** The protocol makes no guarantee for two crashes within this time. */
export const BETWEEN_CRASHES: number = GRACE + DISK;
/** Access tokens are accepted this long after their end, for clocks that differ. */
export const SKEW = 5_000;
export const IDLE: number = 7 * 24 * 3_600_000;

const shared: ServiceOptions = { grace: "2m" };

export const JWT: Mode = {
  name: "jwt",
  stored: true,
  skew: 4_000,
  limit: null,
  options: { ...shared, strategy: "jwt" },
};

export const DATABASE: Mode = {
  name: "database, at most 3 sessions",
  stored: true,
  skew: 0,
  limit: 3,
  options: { ...shared, strategy: "database", limit: { perUser: 3 } },
};

export const ROTATING: Mode = {
  name: "database with rotateEvery",
  stored: true,
  skew: -30_000,
  limit: null,
  options: { ...shared, strategy: "database", rotateEvery: "5m" },
};

export const STATELESS: Mode = {
  name: "jwt without a store",
  stored: false,
  skew: 0,
  limit: null,
  options: {},
};

/** Browsers that follow no offer. */
const OFFERING: Mode = {
  name: "jwt with offers to bind a session",
  stored: true,
  skew: 4_000,
  limit: null,
  options: { ...shared, strategy: "jwt", deviceBound: "offer" },
};

/** A browser sends the session cookie to the base path only. */
const ENDPOINT: Mode = {
  name: "jwt with refresh: endpoint",
  stored: true,
  skew: 4_000,
  limit: null,
  options: { ...shared, strategy: "jwt", refresh: "endpoint" },
};

/** What two processes of one deployment may differ in for a while. */
const deployment = (name: string, options: ServiceOptions, second: ServiceOptions): Mode => ({
  name,
  stored: true,
  skew: 0,
  limit: null,
  options: { ...shared, ...options },
  second: { ...shared, ...second },
});

export const CHANGING: Mode = deployment(
  "jwt beside database",
  { strategy: "jwt" },
  { strategy: "database" },
);

const DEPLOYMENTS: readonly Mode[] = [
  CHANGING,
  deployment(
    "a secret that changes",
    { strategy: "jwt", secret: [SECRET, OLDER_SECRET] },
    { strategy: "jwt", secret: [OLDER_SECRET, SECRET] },
  ),
  deployment(
    "database beside database with rotateEvery",
    { strategy: "database" },
    { strategy: "database", rotateEvery: "5m" },
  ),
  deployment(
    "database with rotateEvery beside jwt",
    { strategy: "database", rotateEvery: "5m" },
    { strategy: "jwt" },
  ),
  deployment(
    "jwt beside offers to bind a session",
    { strategy: "jwt" },
    { strategy: "jwt", deviceBound: "offer" },
  ),
];

export const MODES: readonly Mode[] = [
  JWT,
  DATABASE,
  ROTATING,
  STATELESS,
  ENDPOINT,
  OFFERING,
  ...DEPLOYMENTS,
];
