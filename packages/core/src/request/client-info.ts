import { clientAddress } from "./client-address.ts";
import type { SessionRequest } from "./request.ts";

/** The client of a request, as far as it may be kept. Both are personal data. */
export interface ClientInfo {
  /** Canonical address (RFC 5952). */
  readonly ip: string | null;
  /** At most 512 bytes of UTF-8. */
  readonly userAgent: string | null;
}

export interface ClientInfoOptions {
  readonly ip: boolean;
  readonly userAgent: boolean;
  readonly trustedProxies: number;
}

export type ReadClientInfo = (request: SessionRequest | undefined) => ClientInfo;

const MAX_BYTES = 512;

export function createClientInfo(options: ClientInfoOptions): ReadClientInfo {
  return (request) => ({
    ip: request && options.ip ? clientAddress(request, options.trustedProxies) : null,
    userAgent: request && options.userAgent ? capped(request.header("user-agent")) : null,
  });
}

/**
 * Whether two clients differ in what rarely changes: the device, or the network (the first 24 bits of an IPv4 address, 48
 * of an IPv6 one). False where either is not known.
 */
export function isElsewhere(before: ClientInfo, now: ClientInfo): boolean {
  const device = before.userAgent !== null && now.userAgent !== null;
  if (device && before.userAgent !== now.userAgent) return true;
  const network = before.ip !== null && now.ip !== null;
  return network && prefixOf(before.ip as string) !== prefixOf(now.ip as string);
}

/** Of a canonical address, whose `::` stands for the groups that are left out. */
function prefixOf(ip: string): string {
  if (!ip.includes(":")) return ip.split(".").slice(0, 3).join(".");
  const [head = ""] = ip.split("::");
  const groups = head === "" ? [] : head.split(":");
  return [...groups, "0", "0", "0"].slice(0, 3).join(":");
}

/** Cut between characters, and without the NUL that a database could not keep. */
function capped(text: string | null | undefined): string | null {
  if (!text) return null;
  const bytes = new TextEncoder().encode(text.slice(0, MAX_BYTES).replaceAll("\0", ""));
  return new TextDecoder().decode(bytes.subarray(0, MAX_BYTES), { stream: true });
}
