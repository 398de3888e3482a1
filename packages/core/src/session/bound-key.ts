import { BoundedMap } from "../base/bounded-map.ts";
import { deepFreeze } from "../base/deep-freeze.ts";
import type { SessionRecord } from "../store/session-store.ts";
import { type DeviceKey, readDeviceKey } from "../tokens/device-proof.ts";

/** The key that a session is bound to: the contents of `SessionRecord.boundKey`. Times in milliseconds. */
export interface BoundKey {
  readonly key: DeviceKey;
  /** When the key was registered. */
  readonly boundAt: number;
  /** When the offer was made that it was registered with. */
  readonly offeredAt: number;
  /** When the key was last proven; 0 if it never was: then the binding is not enforced yet. */
  readonly provenAt: number;
  /** The count of the last challenge that was used. Each is used once, by the compare-and-swap of the record. */
  readonly count: number;
}

/** The text for a record: JSON, at most 820 characters. */
export function writeBoundKey({ key, boundAt, offeredAt, provenAt, count }: BoundKey): string {
  return JSON.stringify({ v: 1, key, at: boundAt, offer: offeredAt, proven: provenAt, count });
}

/** The keys that were read last, by their whole texts: a bound session is read for each request. */
const known = new BoundedMap<string, BoundKey>(2_000);

/** Null if a record has none, and for a text of another version. Frozen. */
export function readBoundKey(text: string | null): BoundKey | null {
  if (text === null) return null;
  const before = known.get(text);
  if (before) return before;
  const bound = parse(text);
  if (bound) known.set(text, bound);
  return bound;
}

function parse(text: string): BoundKey | null {
  const { v, key, at, offer, proven, count } = JSON.parse(text) as Record<string, unknown>;
  const device = v === 1 ? readDeviceKey(key) : null;
  if (!device) return null;
  return deepFreeze({
    key: device,
    boundAt: Number(at),
    offeredAt: Number(offer),
    provenAt: Number(proven),
    count: Number(count),
  });
}

/** Whether the credentials of a session need a proof of its key. From the first proof on: see `docs/protocol.md`. */
export function isBindingRequired(bound: BoundKey | null): bound is BoundKey {
  return bound !== null && bound.provenAt > 0;
}

/**
 * The session that the key of a record was registered for: in an impersonation, the actor's own. The bound cookie names it, and
 * so is accepted for both.
 */
export function boundSessionOf({
  id,
  actorSessionId,
}: Pick<SessionRecord, "id" | "actorSessionId">): string {
  return actorSessionId ?? id;
}
