import "server-only";

/** Checks the configuration and creates the tables before the first request. Next itself would start without them. */
export async function start(): Promise<void> {
  try {
    const { prepareDatabase } = await import("./prepare-database");
    const { sessions } = await import("./sessions");
    await prepareDatabase();
    await sessions.prune();
  } catch (error) {
    console.error("The application cannot start.", error);
    process.exit(1);
  }
}
