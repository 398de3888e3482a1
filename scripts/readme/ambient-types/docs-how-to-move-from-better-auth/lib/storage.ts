export declare const storage: {
  get(key: string): Promise<string | null>;
  delete(key: string): Promise<void>;
};
