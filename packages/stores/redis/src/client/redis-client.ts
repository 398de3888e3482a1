/**
 * What the store needs of an application's own ioredis client, of either major: `new Redis(…)` of a server or a
 * Sentinel, or `new Cluster(…)`. Opening and closing it stay with the application.
 */
export interface RedisClient {
  call(command: string, ...args: (string | number)[]): Promise<unknown>;
}
