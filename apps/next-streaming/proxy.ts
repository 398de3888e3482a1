export { proxy } from "@/lib/session-next";
