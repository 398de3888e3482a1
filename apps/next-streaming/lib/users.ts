/** Who may sign in here, without a password: an application of your own checks one. */
export const users = [
  { id: "ada", name: "Ada" },
  { id: "bao", name: "Bao" },
] as const;
