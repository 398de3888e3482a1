import { bindSessions } from "@sessionkit/fastify";
import { sessions } from "./sessions.ts";

export const { takeHeaders } = bindSessions(sessions);
