import { handlers } from "@/lib/session-next";

export const { GET, POST, DELETE } = handlers;
