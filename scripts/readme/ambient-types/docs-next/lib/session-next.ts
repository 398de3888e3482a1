import { bindSessions } from "@sessionkit/next";
import { sessions } from "../sessions.ts";

export const { proxy } = bindSessions(sessions);
