/** One promise of a port: `title` is what a user would observe, `run` rejects where a subject breaks it. */
export interface ContractCase<Subject> {
  readonly title: string;
  readonly run: (subject: Subject) => Promise<void>;
}

/** What the contract of every port takes. */
export interface ContractOptions<Store> {
  /**
   * Makes a store whose backend fails at every call, such as one with a closed connection. With it the contract
   * also shows that an outage is never read as "not found".
   */
  readonly createBrokenStore?: (() => Store | Promise<Store>) | undefined;
}
