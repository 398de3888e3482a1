import type { CreateServer } from "../server.ts";
import { createFamilyServer } from "./family.ts";

const GRACE = 10_000;

/** A token works again for 10 s after its first use, and each use makes another token. */
export const createGraceSiblings: CreateServer = (options) =>
  createFamilyServer(options, (member, now, mint) => {
    member.rotatedAt ??= now;
    return now - member.rotatedAt <= GRACE ? mint() : null;
  });
