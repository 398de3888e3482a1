interface Row {
  readonly token: string;
  readonly userId: string;
  readonly expiresAt: Date;
  readonly createdAt: Date;
}

export declare function findOldSession(token: string): Promise<Row | null>;
export declare function deleteOldSession(token: string): Promise<void>;
