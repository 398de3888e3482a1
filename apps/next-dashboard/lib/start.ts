import "server-only";

/** Refuses a wrong configuration, and makes the tables. Next itself would go on without either. */
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
