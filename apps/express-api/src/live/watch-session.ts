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
 * Asks the store whether a session still is, for as long as its socket is open: now, when what the handshake showed
 * runs out (`expiresIn` seconds), and again and again from then on. False where it is over already.
 */
export async function watchSession(
  socket: WebSocket,
  session: Watched,
  expiresIn: number,
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  socket.once("close", () => clearTimeout(timer));

  async function checkAndGoOn(seconds: number): Promise<void> {
    if (await isOver(session)) closeSession(session.id);
    if (socket.readyState !== socket.OPEN) return;
    timer = setTimeout(() => void checkAndGoOn(liveRecheck), seconds * 1000);
  }

  await checkAndGoOn(Math.min(expiresIn, AT_MOST));
  return socket.readyState === socket.OPEN;
}

/** An outage is no end. */
async function isOver({ id, userId }: Watched): Promise<boolean> {
  try {
    const [user, active] = await Promise.all([findUser(userId), sessions.list(userId)]);
    return user === null || !active.some((session) => session.id === id);
  } catch (error) {
    console.warn("The session of a socket cannot be checked right now.", error);
    return false;
  }
}
