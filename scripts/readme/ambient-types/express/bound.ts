import { bindSessions } from "@sessionkit/express";
import { sessions } from "./sessions.ts";

export const { authenticateUpgrade } = bindSessions(sessions);
