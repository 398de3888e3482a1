/** Defaults of the options. Those of lifetimes are in `session/lifetime.ts`. */
export const DEFAULTS = {
  basePath: "/api/auth",
  issuer: "sessionkit",
  bearerScheme: "Bearer",
  timeout: "2s",
  grace: "2m",
  onReuse: "session",
  activityEvery: "5m",
  limitPolicy: "evict-oldest",
  pollEvery: 0.5,
  maxStale: 1,
  whenUnavailable: "refuse",
} as const;
