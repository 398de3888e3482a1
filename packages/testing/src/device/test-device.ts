import { createDeviceKey, type DeviceAlgorithm, type DeviceKey } from "./device-key.ts";

/** A request that a browser sends by itself, with its cookies and without a body. */
export interface DeviceRequest {
  readonly method: "POST";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The parts of a response that a browser reads for its device-bound session. */
export interface DeviceAnswer {
  readonly status: number;
  /** The value of a header by its lower-case name. */
  header(name: string): string | null | undefined;
  readonly text: string;
}

/** A device-bound session as the server described it. */
export interface DeviceSession {
  readonly id: string;
  readonly refreshPath: string;
  /** The names of the cookies whose absence makes the browser refresh. */
  readonly cookies: readonly string[];
}

/**
 * - `kept`: the browser keeps its session, and sends the requests that waited.
 * - `again`: the browser signs the new challenge, and refreshes again.
 * - `ended`: the browser deletes its session.
 */
export type DeviceVerdict = "kept" | "again" | "ended";

/**
 * The device-bound session (DBSC) of a browser, without the browser: a key, and the rules of Chromium 156. The caller sends
 * the requests and stores the cookies.
 */
export interface TestDevice {
  readonly session: DeviceSession | null;
  readonly key: DeviceKey | null;
  /** Answers an offer, the value of `Secure-Session-Registration`, with a new key. Null if it is no offer for this device. */
  register(offer: string): Promise<DeviceRequest | null>;
  /** Reads the response to a registration. Returns whether the browser has a session now; it does not try again. */
  registered(answer: DeviceAnswer): boolean;
  /** Without a proof if the server has sent no challenge yet, as after a restart of the browser. */
  refresh(): Promise<DeviceRequest>;
  refreshed(answer: DeviceAnswer): DeviceVerdict;
  /** A copy of the session after a restart of the browser: the key stays, the challenge is lost. */
  restart(): void;
}

const OFFER = /^\(([^)]*)\);path="([^"]+)";challenge="([^"]+)"/;
const CHALLENGE = /^"([^"]+)";id="([^"]+)"$/;
/** Chromium deletes its session at this 403 to a request with a proof. */
const LAST_REFUSAL = 4;

/** @param alg the algorithm that this device has */
export function createTestDevice(alg: DeviceAlgorithm = "ES256"): TestDevice {
  let key: DeviceKey | null = null;
  let session: DeviceSession | null = null;
  let challenge: string | null = null;
  let refusals = 0;

  function readChallenge(answer: DeviceAnswer): void {
    const [, text, id] = CHALLENGE.exec(answer.header("secure-session-challenge") ?? "") ?? [];
    if (text !== undefined && id === session?.id) challenge = text;
  }

  function end(): "ended" {
    session = null;
    challenge = null;
    return "ended";
  }

  /** An empty body keeps the session. Anything else must describe the same session. */
  function update(text: string): "kept" | "ended" {
    if (text === "") return "kept";
    const next = readSession(text);
    if (next === null || next.id !== session?.id) return end();
    session = next;
    return "kept";
  }

  return {
    get session() {
      return session;
    },
    get key() {
      return key;
    },
    async register(offer) {
      const [, algorithms, path, offered] = OFFER.exec(offer) ?? [];
      if (!algorithms?.split(" ").includes(alg) || !path || !offered) return null;
      key = await createDeviceKey(alg);
      const proof = await key.registrationProof(offered);
      return { method: "POST", path, headers: { "secure-session-response": proof } };
    },
    registered(answer) {
      if (answer.status !== 200) return false;
      session = readSession(answer.text);
      readChallenge(answer);
      return session !== null;
    },
    async refresh() {
      if (!session || !key) throw new Error("The device has no session.");
      const proof = challenge === null ? null : await key.refreshProof(challenge);
      const headers = {
        "sec-secure-session-id": session.id,
        ...(proof === null ? {} : { "secure-session-response": proof }),
      };
      return { method: "POST", path: session.refreshPath, headers };
    },
    refreshed(answer) {
      const hadProof = challenge !== null;
      readChallenge(answer);
      if (answer.status === 403 && challenge !== null) {
        if (hadProof) refusals++;
        return refusals < LAST_REFUSAL ? "again" : end();
      }
      refusals = 0;
      if (answer.status >= 500) return "kept";
      return answer.status === 200 || answer.status === 204 ? update(answer.text) : end();
    },
    restart() {
      challenge = null;
    },
  };
}

/** Null for a text with which Chromium creates no session, or ends the one that it has. */
function readSession(text: string): DeviceSession | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const {
    session_identifier: id,
    refresh_url: url,
    credentials,
    ...rest
  } = value as Readonly<Record<string, unknown>>;
  if (rest.continue === false || typeof id !== "string" || typeof url !== "string") return null;
  if (!Array.isArray(credentials) || credentials.length === 0) return null;
  return {
    id,
    refreshPath: new URL(url, "https://app.example").pathname,
    cookies: credentials.map(({ name }: { name: string }) => name),
  };
}
