import session from "express-session";

export const oldStore = new session.MemoryStore();
