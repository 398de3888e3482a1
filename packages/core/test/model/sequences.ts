import { type Command, crashes, passes, revokes, sends, sendsAtOnce, steals } from "./commands.ts";
import { CHANGING, DATABASE, JWT, type Mode, ROTATING, STATELESS } from "./modes.ts";
import { AT_ONCE, type Legs } from "./network.ts";
import { backsUp, fails, restores } from "./store-commands.ts";
import {
  PAGE,
  PREFETCH,
  PREFETCHING_POST,
  READ,
  REFRESH,
  RENEW,
  STEP_UP,
  STRICT,
  signIn,
  signOut,
  UPDATE,
  UPDATE_BY_FUNCTION,
} from "./verbs.ts";

/** A sequence that an implementation got wrong once. */
export interface Sequence {
  readonly title: string;
  readonly modes: readonly Mode[];
  readonly commands: readonly Command[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const legs = (given: Partial<Legs>): Legs => ({ ...AT_ONCE, ...given });
const lost = legs({ lost: "answer" });
const STORED = [JWT, DATABASE, ROTATING];

export const SEQUENCES: readonly Sequence[] = [
  {
    title:
      "an access cookie of an ended session beside the session cookie of a newer one clears neither",
    modes: [JWT, STATELESS],
    commands: [
      passes(MINUTE),
      sends("browser", UPDATE, "A", legs({ answer: 20_000 })),
      sends("browser", signIn("bob"), "B", legs({ request: 1_000 })),
      passes(30_000),
      sends("browser", STRICT, "A"),
    ],
  },
  {
    title:
      "a session token whose successor was lost is signed in, though its access token was used since",
    modes: [JWT, ROTATING],
    commands: [
      passes(12 * MINUTE),
      sends("browser", REFRESH, "A", lost),
      passes(20_000),
      sends("browser", UPDATE, "A"),
      passes(1_000),
      sends("browser", STRICT, "A"),
      passes(10.5 * MINUTE),
      sends("browser", REFRESH, "A"),
    ],
  },
  {
    title: "an access token alone is no more than itself after an update",
    modes: [JWT, STATELESS],
    commands: [
      steals("browser", "access"),
      passes(5 * MINUTE),
      sends("thief", UPDATE, "A"),
      passes(5 * MINUTE),
      sends("thief", UPDATE_BY_FUNCTION, "B"),
    ],
  },
  {
    title: "an access token from before a step-up is not fresh",
    modes: [JWT],
    commands: [
      steals("browser", "access"),
      passes(5 * MINUTE),
      sends("browser", STEP_UP, "A"),
      passes(1_000),
      sends("thief", STRICT, "A"),
    ],
  },
  {
    title: "a step-up whose answer was lost signs no user out",
    modes: STORED,
    commands: [
      passes(5 * MINUTE),
      sends("browser", STEP_UP, "A", lost),
      passes(11 * MINUTE),
      sends("browser", REFRESH, "A"),
      passes(5 * MINUTE),
      sends("browser", REFRESH, "A"),
    ],
  },
  {
    title: "an answer from before a step-up that arrives after it signs no user out",
    modes: STORED,
    commands: [
      passes(16 * MINUTE),
      sends("browser", REFRESH, "A", legs({ answer: 20_000 })),
      sends("browser", STEP_UP, "B", legs({ request: 1_000 })),
      passes(30_000),
      sends("browser", REFRESH, "A"),
      passes(5 * MINUTE),
      sends("browser", REFRESH, "A"),
    ],
  },
  {
    title: "a browser that crashes before its cookies are on disk is signed in",
    modes: [JWT, ROTATING],
    commands: [
      passes(12 * MINUTE),
      sends("browser", REFRESH, "A"),
      passes(3_000),
      sends("browser", REFRESH, "A"),
      passes(10_000),
      crashes("browser", 20_000),
      passes(5 * MINUTE),
      sends("browser", REFRESH, "A"),
    ],
  },
  {
    title: "a slow answer does not overwrite a newer step-up",
    modes: [JWT],
    commands: [
      passes(16 * MINUTE),
      sends("browser", PAGE, "A", legs({ before: 150 })),
      sends("browser", STEP_UP, "A", legs({ request: 50 })),
      passes(1_000),
      sends("browser", REFRESH, "A"),
    ],
  },
  {
    title: "a slow answer does not overwrite a newer sign-in",
    modes: [JWT, ROTATING],
    commands: [
      passes(16 * MINUTE),
      sends("browser", PAGE, "A", legs({ before: 150 })),
      sends("browser", signIn("bob"), "A", legs({ request: 50 })),
      passes(1_000),
      sends("browser", PAGE, "A"),
    ],
  },
  {
    title: "a request during a sign-out does not clear cookies as well",
    modes: STORED,
    commands: [
      passes(16 * MINUTE),
      sendsAtOnce(
        "browser",
        [
          [signOut("current"), "A"],
          [REFRESH, "A"],
          [PAGE, "A"],
          [STRICT, "A"],
        ],
        25,
      ),
    ],
  },
  {
    title: "sixteen updates at once all succeed",
    modes: STORED,
    commands: [
      passes(MINUTE),
      sendsAtOnce(
        "browser",
        Array.from({ length: 16 }, () => [UPDATE_BY_FUNCTION, "A"] as const),
      ),
    ],
  },
  {
    title: "a thief who calls every request a prefetch is found",
    modes: [JWT, ROTATING],
    commands: [
      steals("browser"),
      passes(60 * MINUTE),
      sends("browser", REFRESH, "A"),
      passes(60 * MINUTE),
      sends("browser", REFRESH, "A"),
      passes(3 * MINUTE),
      sends("browser", REFRESH, "A"),
      passes(60 * MINUTE),
      sends("thief", PREFETCHING_POST, "A"),
    ],
  },
  {
    title: "a sign-in after a revocation is not cleared by a late request of the session before",
    modes: STORED,
    commands: [
      passes(16 * MINUTE),
      revokes("browser", "A"),
      sends("browser", PAGE, "A", legs({ request: 5_000 })),
      sends("browser", signIn("ada"), "A", legs({ request: 1_000 })),
      passes(10_000),
      sends("browser", PAGE, "A"),
    ],
  },
  {
    title: "a sign-out after a step-up whose answer was lost ends the session",
    modes: STORED,
    commands: [
      passes(5 * MINUTE),
      sends("browser", STEP_UP, "A", lost),
      passes(1_000),
      sends("browser", signOut("current"), "B"),
    ],
  },
  {
    title: "a sign-in evicts no other session for the one that it replaces",
    modes: [DATABASE],
    commands: [
      passes(MINUTE),
      sends("browser", signIn("ada"), "A"),
      passes(MINUTE),
      sends("browser", signIn("ada"), "A"),
    ],
  },
  {
    title: "a store that lost the end of a step-up makes no token fresh",
    modes: [ROTATING],
    commands: [
      passes(MINUTE),
      sends("browser", STEP_UP, "A", lost),
      passes(2 * MINUTE + 1),
      backsUp,
      sends("browser", PAGE, "A"),
      restores,
      passes(MINUTE),
      sends("browser", REFRESH, "A"),
    ],
  },
  {
    title: "a renewal by a token from before a step-up is not fresh",
    modes: STORED,
    commands: [
      passes(5 * MINUTE),
      sends("browser", RENEW, "A", legs({ request: 2_000 })),
      sends("browser", STEP_UP, "A", legs({ request: 1_000 })),
      passes(5_000),
    ],
  },
  {
    title: "an update by a token from before a step-up is not fresh",
    modes: STORED,
    commands: [
      passes(5 * MINUTE),
      sends("browser", UPDATE, "A", legs({ request: 2_000 })),
      sends("browser", STEP_UP, "A", legs({ request: 1_000 })),
      passes(5_000),
    ],
  },
  {
    title: "a request that cannot set cookies is not fresh by a token from before a step-up",
    modes: STORED,
    commands: [
      passes(60 * MINUTE),
      sends("browser", STEP_UP, "A", lost),
      passes(3 * MINUTE),
      sends("browser", READ, "A"),
      sends("browser", PREFETCH, "A"),
      sends("browser", PAGE, "A"),
    ],
  },
  {
    title: "two step-ups by an access token alone strand no session token",
    modes: [JWT],
    commands: [
      sends("app", STEP_UP, "A"),
      passes(2 * MINUTE + 1),
      sends("app", STEP_UP, "A"),
      passes(5 * MINUTE),
      sends("app", REFRESH, "A"),
    ],
  },
  {
    title: "a bearer page is not fresh by a token from before a step-up",
    modes: [DATABASE, ROTATING],
    commands: [
      passes(60 * MINUTE),
      sends("app", STEP_UP, "A", lost),
      passes(4 * MINUTE),
      sends("app", PAGE, "A"),
      sends("app", UPDATE, "A"),
    ],
  },
  {
    title: "a token from before two renewals is as fresh as before both",
    modes: STORED,
    commands: [
      passes(60 * MINUTE),
      steals("browser"),
      sends("browser", REFRESH, "A"),
      sends("browser", STEP_UP, "A"),
      sends("browser", REFRESH, "A"),
      passes(2 * MINUTE + 1),
      sends("browser", REFRESH, "A"),
      sends("browser", RENEW, "A"),
      sends("thief", PAGE, "A"),
    ],
  },
  {
    title: "an access cookie of a session that was held does not answer for a newer sign-in",
    modes: [JWT],
    commands: [
      passes(MINUTE),
      sends("browser", STEP_UP, "B", lost),
      sends("browser", REFRESH, "A", legs({ answer: 20_000 })),
      sends("browser", signIn("bob"), "B", legs({ request: 1_000 })),
      passes(30_000),
      sends("browser", PAGE, "A"),
      sends("browser", STRICT, "A"),
    ],
  },
  {
    title: "an access cookie of an older position is replaced",
    modes: [CHANGING],
    commands: [
      passes(5 * MINUTE),
      sends("browser", STEP_UP, "B"),
      sends("browser", PAGE, "A"),
      sends("browser", STRICT, "A"),
    ],
  },
  {
    title: "a sign-out everywhere that an outage stops at once is over in this process",
    modes: STORED,
    commands: [
      passes(MINUTE),
      fails(0, "before"),
      sends("browser", signOut("all"), "A", lost),
      sends("browser", PAGE, "A"),
      sends("browser", STRICT, "A"),
    ],
  },
  {
    title: "a sign-out everywhere after one of this session that an outage stopped ends everything",
    modes: STORED,
    commands: [
      passes(MINUTE),
      fails(1, "before"),
      sends("browser", signOut("current"), "A", lost),
      sends("browser", signOut("all"), "A"),
      sends("second browser", STRICT, "A"),
    ],
  },
  {
    title: "a late answer of the other strategy beside a strict page signs no user out",
    modes: [CHANGING],
    commands: [
      passes(15 * MINUTE),
      sends("browser", PAGE, "B", legs({ answer: 3_000 })),
      sends("browser", PAGE, "A"),
      sends("browser", REFRESH, "A"),
      passes(100_000),
      sends("browser", STRICT, "A"),
      passes(2 * MINUTE),
    ],
  },
  {
    title: "a strict page after the extension of the session was lost signs no user out",
    modes: [JWT, CHANGING],
    commands: [
      passes(5 * HOUR),
      backsUp,
      sends("browser", REFRESH, "A"),
      passes(6.95 * 24 * HOUR),
      sends("browser", PAGE, "A"),
      restores,
      sendsAtOnce("browser", [
        [STRICT, "A"],
        [REFRESH, "A"],
      ]),
    ],
  },
  {
    title: "a sign-out everywhere beside a sign-in names the session that it found",
    modes: STORED,
    commands: [
      passes(MINUTE),
      sendsAtOnce(
        "browser",
        [
          [signIn("ada"), "A"],
          [signOut("all"), "A"],
        ],
        13,
      ),
    ],
  },
  ...[0, 1, 2, 3, 4].map(
    (calls): Sequence => ({
      title: `a sign-out everywhere whose store call ${calls + 1} fails ends everything when it is tried again`,
      modes: STORED,
      commands: [
        passes(MINUTE),
        fails(calls, "before"),
        sends("browser", signOut("all"), "A", lost),
        sends("browser", signOut("all"), "A"),
        sends("second browser", STRICT, "A"),
        sends("app", STRICT, "B"),
      ],
    }),
  ),
];
