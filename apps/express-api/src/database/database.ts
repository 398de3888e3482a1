import { databaseUrl } from "../environment.ts";
import { openDatabase } from "./open-database.ts";

export const database = await openDatabase(databaseUrl);
