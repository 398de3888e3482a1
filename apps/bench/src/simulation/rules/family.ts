import type { Cookie } from "../cookie-jar.ts";
import { cookieIn } from "../cookie-jar.ts";
import { type Answer, type Server, type ServerOptions, storeDelay } from "../server.ts";

/** A conventional refresh token: opaque, one row per token. The rows of one sign-in are a family. */
interface Member {
  readonly id: string;
  readonly family: number;
  /** The time of its first exchange; null while it is current. */
  rotatedAt: number | null;
  successor: Member | null;
}

/** Decides about a presented member: returns the member to continue with, or null for reuse. */
export type Exchange = (member: Member, now: number, issueToken: () => Member) => Member | null;

const ACCESS = 15 * 60;
const IDLE = 7 * 24 * 60 * 60;

/**
 * A server of refresh token families (RFC 9700 4.14.2), for comparison. It decides and writes atomically, unlike most
 * servers. Updates and step-ups only read the store: they replace no token.
 */
export function createFamilyServer(
  { timeline, random, onDecision }: ServerOptions,
  exchange: Exchange,
): Server {
  const members = new Map<string, Member>();
  const revoked = new Set<number>();
  let families = 0;

  function issueToken(family: number): Member {
    const member = { id: `t${members.size + 1}`, family, rotatedAt: null, successor: null };
    members.set(member.id, member);
    return member;
  }

  function issue(member: Member): Answer {
    const lifetime = Math.floor(ACCESS * (1 - random.next() * 0.05));
    const until = timeline.now() + lifetime * 1000;
    const cookies: Cookie[] = [
      { name: "access", value: `${member.family}.${until}`, maxAge: lifetime },
      { name: "session", value: member.id, maxAge: IDLE },
    ];
    return { status: "authenticated", reason: null, cookies, expiresIn: lifetime };
  }

  function redeem(token: string): Answer {
    const member = members.get(token);
    if (!member || revoked.has(member.family)) return refused("revoked");
    const wasCurrent = member.rotatedAt === null;
    const next = exchange(member, timeline.now(), () => issueToken(member.family));
    if (!next) {
      revoked.add(member.family);
      onDecision("reused");
      return refused("reused");
    }
    onDecision(wasCurrent ? "rotated" : "converged");
    return issue(next);
  }

  return {
    async signIn() {
      await timeline.pause(storeDelay(random));
      return issue(issueToken(++families));
    },
    async answer({ purpose, cookie }) {
      const [family, until] = (cookieIn(cookie, "access") ?? "").split(".").map(Number);
      const signed = family !== undefined && until !== undefined && until > timeline.now();
      if (purpose === "page" && signed) return unchanged(until - timeline.now());
      await timeline.pause(storeDelay(random));
      if (purpose !== "refresh" && signed && !revoked.has(family))
        return unchanged(until - timeline.now());
      const token = cookieIn(cookie, "session");
      const answer = token === null ? refused("absent") : redeem(token);
      await timeline.pause(storeDelay(random));
      return answer;
    },
  };
}

function unchanged(left: number): Answer {
  return { status: "authenticated", reason: null, cookies: [], expiresIn: Math.floor(left / 1000) };
}

function refused(reason: string): Answer {
  const cleared = ["access", "session"].map((name) => ({ name, value: "", maxAge: 0 }));
  return {
    status: "unauthenticated",
    reason,
    cookies: reason === "absent" ? [] : cleared,
    expiresIn: 0,
  };
}
