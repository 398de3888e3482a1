export declare function findOldSession(
  id: string,
): Promise<{ readonly user_id: string; readonly expires_at: number } | null>;
