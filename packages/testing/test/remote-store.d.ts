import type { RaceModule } from "../src/refresh-race/race.ts";

export default function createRemoteStore(url?: string): Awaited<ReturnType<RaceModule>>;
