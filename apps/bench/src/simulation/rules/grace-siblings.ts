import type { CreateServer } from "../server.ts";
import { createFamilyServer } from "./family.ts";

const GRACE = 10_000;

/** A token is accepted for 10 s after its first use, and each use issues another token. */
export const createGraceSiblings: CreateServer = (options) =>
  createFamilyServer(options, (member, now, issueToken) => {
    member.rotatedAt ??= now;
    return now - member.rotatedAt <= GRACE ? issueToken() : null;
  });
