import { describeActivityLog, describeStore } from "@sessionkit/testing";
import { afterAll } from "vitest";
import { createRedisStore } from "../src/store/create-redis-store.ts";
import { clients } from "./clients/clients.ts";
import { connect } from "./connect.ts";

const { url, prefix: unique } = await connect();
const { client, prefix, close } = await clients.openCustomized(url, unique);
afterAll(() => void close());

const createStore = () => createRedisStore(client, { prefix, activity: true });

describeStore("Redis with non-default client options", createStore);
describeActivityLog("Redis with non-default client options", createStore);
