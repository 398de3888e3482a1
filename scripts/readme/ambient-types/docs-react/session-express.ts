import { bindSessions } from "@sessionkit/express";
import { sessions } from "./sessions.ts";

export const { attach, handlers, getSessionAnswer } = bindSessions(sessions);
