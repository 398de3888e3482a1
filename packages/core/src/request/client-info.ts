import { clientAddress } from "./client-address.ts";
import type { SessionRequest } from "./request.ts";

/** The client information that may be stored. Both members are personal data. */
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
 * Whether two clients differ in their device (user agent) or network (the first 24 bits of an IPv4 address, 48 bits of
 * IPv6). A member that is null on either side is not compared.
 */
export function isElsewhere(before: ClientInfo, now: ClientInfo): boolean {
  const device = before.userAgent !== null && now.userAgent !== null;
  if (device && before.userAgent !== now.userAgent) return true;
  const network = before.ip !== null && now.ip !== null;
  return network && prefixOf(before.ip as string) !== prefixOf(now.ip as string);
}

/** The network prefix of a canonical address, in which `::` replaces groups of zeros. */
function prefixOf(ip: string): string {
  if (!ip.includes(":")) return ip.split(".").slice(0, 3).join(".");
  const [head = ""] = ip.split("::");
  const groups = head === "" ? [] : head.split(":");
  return [...groups, "0", "0", "0"].slice(0, 3).join(":");
}

/** Truncates between characters, and removes NUL, which some databases cannot store. */
function capped(text: string | null | undefined): string | null {
  if (!text) return null;
  const bytes = new TextEncoder().encode(text.slice(0, MAX_BYTES).replaceAll("\0", ""));
  return new TextDecoder().decode(bytes.subarray(0, MAX_BYTES), { stream: true });
}
