import type { CreateServer } from "../server.ts";
import { createFamilyServer } from "./family.ts";

const GRACE = 30_000;

/** A token is answered with its one successor for 30 s after its first use. */
export const createGraceSuccessor: CreateServer = (options) =>
  createFamilyServer(options, (member, now, issueToken) => {
    member.rotatedAt ??= now;
    if (now - member.rotatedAt > GRACE) return null;
    member.successor ??= issueToken();
    return member.successor;
  });
