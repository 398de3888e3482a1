import type { WebSocket } from "ws";
import { liveRecheck } from "../environment.ts";
import { sessions } from "../sessions/sessions.ts";
import { findUser } from "../users/accounts.ts";
import { closeSession } from "./connections.ts";

/** Seconds. */
const AT_MOST = 15 * 60;

interface Watched {
  readonly id: string;
  readonly userId: string;
}

/**
 * Checks in the store whether a session is active, for as long as its socket is open: now, when the credential of the
 * handshake expires (after `expiresIn` seconds), and then at regular intervals. Resolves to false if it has ended.
 */
export async function watchSession(
  socket: WebSocket,
  session: Watched,
  expiresIn: number,
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  socket.once("close", () => clearTimeout(timer));

  async function checkRepeatedly(seconds: number): Promise<void> {
    if (await hasEnded(session)) closeSession(session.id);
    if (socket.readyState !== socket.OPEN) return;
    timer = setTimeout(() => void checkRepeatedly(liveRecheck), seconds * 1000);
  }

  await checkRepeatedly(Math.min(expiresIn, AT_MOST));
  return socket.readyState === socket.OPEN;
}

/** In an outage, the session is assumed to be active. */
async function hasEnded({ id, userId }: Watched): Promise<boolean> {
  try {
    const [user, active] = await Promise.all([findUser(userId), sessions.list(userId)]);
    return user === null || !active.some((session) => session.id === id);
  } catch (error) {
    console.warn("The session of a socket cannot be checked.", error);
    return false;
  }
}
