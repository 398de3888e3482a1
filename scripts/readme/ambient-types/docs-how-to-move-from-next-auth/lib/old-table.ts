interface Row {
  readonly sessionToken: string;
  readonly userId: string;
  readonly expires: Date;
}

export declare function findOldSession(sessionToken: string): Promise<Row | null>;
export declare function deleteOldSession(sessionToken: string): Promise<void>;
