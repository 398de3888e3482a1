declare const app: import("fastify").FastifyInstance;
declare function checkPassword(body: unknown): Promise<{ id: string }>;
declare const takeHeaders: typeof import("./bound.ts").takeHeaders;
