import type { CreateServer } from "../server.ts";
import { createFamilyServer } from "./family.ts";

/** Every token is accepted once. */
export const createStrict: CreateServer = (options) =>
  createFamilyServer(options, (member, now, issueToken) => {
    if (member.rotatedAt !== null) return null;
    member.rotatedAt = now;
    return issueToken();
  });
