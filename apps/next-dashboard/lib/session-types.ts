import type { InferClaims, InferPublicUser } from "@sessionkit/core";
import type { SessionProviderProps } from "@sessionkit/react";
import type { sessions } from "./sessions";

export type AppClaims = InferClaims<typeof sessions>;
export type AppUser = InferPublicUser<typeof sessions>;
export type AppSeed = SessionProviderProps<AppClaims, AppUser>["session"];
