import ipaddr from "ipaddr.js";
import { SessionConfigError } from "../base/errors.ts";
import type { SessionRequest } from "./request.ts";

/**
 * The client's address in its canonical form (RFC 5952; IPv4-mapped IPv6 as IPv4), or null if it is invalid.
 *
 * `trustedProxies` is the number of trusted proxies in front of this server. With 0, it is the socket's address. With N, it
 * is the N-th entry from the right of `Forwarded` (RFC 7239) or `X-Forwarded-For`: a client can spoof the entries further
 * left. If both headers are present and disagree, the client may have sent one of them: null.
 */
export function clientAddress(request: SessionRequest, trustedProxies: number): string | null {
  if (trustedProxies === 0) return canonical(request.address);
  const chains = [forwarded(request), forwardedFor(request)].filter((chain) => chain.length > 0);
  if (chains.length === 0) return canonical(request.address);
  const [address = null, other = address] = chains.map((chain) =>
    canonical(chain.at(-trustedProxies)),
  );
  return address === other ? address : null;
}

function forwarded(request: SessionRequest): string[] {
  const elements = request.header("forwarded")?.split(",") ?? [];
  return elements.map((element) => /(?:^|;)\s*for="?([^";]+)"?/i.exec(element)?.[1] ?? "");
}

function forwardedFor(request: SessionRequest): string[] {
  return request.header("x-forwarded-for")?.split(",") ?? [];
}

function canonical(address: string | null | undefined): string | null {
  if (!address || address.length > 64) return null;
  const bare = withoutPort(address.trim());
  if (!ipaddr.isValid(bare) || (!bare.includes(":") && !ipaddr.IPv4.isValidFourPartDecimal(bare)))
    return null;
  return ipaddr.process(bare).toString();
}

function withoutPort(address: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(address);
  if (bracketed) return bracketed[1] as string;
  const parts = address.split(":");
  return parts.length === 2 ? (parts[0] as string) : address;
}

/**
 * @returns the number of trusted proxies. Throws `SessionConfigError`. Reads `true` as 1 and warns, since a client may
 * spoof its address.
 */
export function checkTrustedProxies(trustProxy: number | boolean): number {
  if (trustProxy === true) {
    // biome-ignore lint/suspicious/noConsole: warns the developer of a spoofable setting.
    console.warn(
      "sessionkit: trustProxy: true trusts what a client writes into X-Forwarded-For. Give the number of your own proxies; 1 is assumed.",
    );
    return 1;
  }
  const trustedProxies = trustProxy === false ? 0 : trustProxy;
  if (!Number.isInteger(trustedProxies) || trustedProxies < 0) {
    throw new SessionConfigError(
      "trustProxy",
      `expected how many proxies stand in front, got ${JSON.stringify(trustProxy)}.`,
    );
  }
  return trustedProxies;
}
