/** The texts of `<SignOutButton/>`. */
export interface SignOutLabels {
  readonly signOut: string;
  readonly busy: string;
  readonly failed: string;
}

export const ENGLISH: SignOutLabels = {
  signOut: "Sign out",
  busy: "Signing out…",
  failed: "The server did not confirm the sign-out. Try again.",
};
