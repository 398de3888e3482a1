import type { CreateServer } from "../server.ts";
import { createFamilyServer } from "./family.ts";

/** Every token works once. */
export const createStrict: CreateServer = (options) =>
  createFamilyServer(options, (member, now, mint) => {
    if (member.rotatedAt !== null) return null;
    member.rotatedAt = now;
    return mint();
  });
