import type { ClaimsOf, PublicUserOf } from "@sessionkit/core";
import type { SessionProviderProps } from "@sessionkit/react";
import type { sessions } from "./sessions";

export type AppClaims = ClaimsOf<typeof sessions>;
export type AppUser = PublicUserOf<typeof sessions>;
export type AppSeed = SessionProviderProps<AppClaims, AppUser>["session"];
