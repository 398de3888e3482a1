import { clientAddress } from "./client-address.ts";
import type { SessionRequest } from "./request.ts";

/** Who is asking, as far as it may be kept. Both are personal data. */
export interface ClientFacts {
  readonly ip: string | null;
  readonly userAgent: string | null;
}

export interface ClientFactsOptions {
  readonly ip: boolean;
  readonly userAgent: boolean;
  /** Proxies of one's own in front. */
  readonly hops: number;
}

export type ReadClientFacts = (request: SessionRequest | undefined) => ClientFacts;

const MAX_BYTES = 512;

export function createClientFacts(options: ClientFactsOptions): ReadClientFacts {
  return (request) => ({
    ip: request && options.ip ? clientAddress(request, options.hops) : null,
    userAgent: request && options.userAgent ? capped(request.header("user-agent")) : null,
  });
}

/** At most 512 bytes of UTF-8, cut between characters, and nothing that a database could not keep. */
function capped(text: string | null | undefined): string | null {
  if (!text) return null;
  const bytes = new TextEncoder().encode(text.slice(0, MAX_BYTES).replaceAll("\0", ""));
  return new TextDecoder().decode(bytes.subarray(0, MAX_BYTES), { stream: true });
}
