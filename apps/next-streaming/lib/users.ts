/** The demo users, who sign in without a password. A production application checks one. */
export const users = [
  { id: "ada", name: "Ada" },
  { id: "bao", name: "Bao" },
] as const;
