import type { BoundApp, BoundStrategy } from "./bound-app.ts";
import type { User } from "./user.ts";

/** What the cases of one strategy test. */
export interface Subject {
  readonly strategy: BoundStrategy;
  readonly signInRoutes?: readonly string[];
  readonly socket?: boolean;
  /** The pins of the certificate, for a further browser. */
  pins(): string[];
  app(): BoundApp;
  /** A user with a browser profile of their own. Each test has users of other names. */
  openUser(name: string): Promise<User>;
}
