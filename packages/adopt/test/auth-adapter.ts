/** The tables of next-auth and Auth.js in memory: their adapters have the same methods. */
export class AuthTables {
  readonly users: Map<string, AuthUser> = new Map();
  readonly sessions: Map<string, AuthSession> = new Map();
  readonly tokens: Map<string, VerificationToken> = new Map();

  readonly adapter = {
    createUser: async (user: Partial<AuthUser>): Promise<AuthUser> => {
      const created = { ...user, id: `user-of-${user.email}` } as AuthUser;
      this.users.set(created.id, created);
      return created;
    },
    getUser: async (id: string): Promise<AuthUser | null> => this.users.get(id) ?? null,
    getUserByEmail: async (email: string): Promise<AuthUser | null> =>
      [...this.users.values()].find((user) => user.email === email) ?? null,
    getUserByAccount: async (): Promise<AuthUser | null> => null,
    updateUser: async (changes: Partial<AuthUser> & { id: string }): Promise<AuthUser> => {
      const user = { ...this.users.get(changes.id), ...changes } as AuthUser;
      this.users.set(user.id, user);
      return user;
    },
    linkAccount: async (): Promise<void> => undefined,
    createSession: async (session: AuthSession): Promise<AuthSession> => {
      this.sessions.set(session.sessionToken, session);
      return session;
    },
    getSessionAndUser: async (
      token: string,
    ): Promise<{ session: AuthSession; user: AuthUser } | null> => {
      const session = this.sessions.get(token);
      const user = session && this.users.get(session.userId);
      return session && user ? { session, user } : null;
    },
    updateSession: async (): Promise<null> => null,
    deleteSession: async (token: string): Promise<void> => void this.sessions.delete(token),
    createVerificationToken: async (token: VerificationToken): Promise<VerificationToken> => {
      this.tokens.set(token.token, token);
      return token;
    },
    useVerificationToken: async ({ token }: { token: string }): Promise<VerificationToken | null> =>
      this.tokens.get(token) ?? null,
  };
}

export interface AuthUser {
  id: string;
  email: string;
  emailVerified: Date | null;
  name?: string | null;
  image?: string | null;
}

export interface AuthSession {
  sessionToken: string;
  userId: string;
  expires: Date;
}

interface VerificationToken {
  identifier: string;
  token: string;
  expires: Date;
}
