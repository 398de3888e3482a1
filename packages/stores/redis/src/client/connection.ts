/** What the store uses of the application's client. It is the same for every library, for a server, Sentinels and a Cluster. */
export interface Connection extends Server {
  /** Resolves or rejects each of the reads, at least two. */
  readMany(reads: readonly PendingRead[]): Promise<void>;
  /** Returns the servers that together have all keys: one, or the primaries of a Cluster that has answered a command. */
  primaries(): Promise<readonly Server[]>;
  /** The client adds it to keys, and neither to patterns nor to names in replies. */
  readonly keyPrefix: string;
}

export interface Server {
  /** Sends a command. In a Cluster, all its keys must be in one slot. Rejects with the error of the client. */
  send(command: string, args: readonly (string | number)[]): Promise<unknown>;
}

/** A read of the text at a key, or of null. */
export interface PendingRead {
  readonly key: string;
  readonly resolve: (text: string | null) => void;
  readonly reject: (error: unknown) => void;
}

export function readOne(server: Server, { key, resolve, reject }: PendingRead): Promise<void> {
  return server.send("get", [key]).then((text) => resolve(text as string | null), reject);
}

/** For keys on one server: a Cluster rejects an MGET for keys in different slots. */
export async function readTogether(server: Server, reads: readonly PendingRead[]): Promise<void> {
  const reply = await server.send(
    "mget",
    reads.map(({ key }) => key),
  );
  const texts = reply as (string | null)[];
  for (const [i, { resolve }] of reads.entries()) resolve(texts[i] ?? null);
}
