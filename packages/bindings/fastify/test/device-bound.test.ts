import { describeDeviceBound } from "@sessionkit/browser-contract";
import { createContractApp } from "./contract-app.ts";

describeDeviceBound("Fastify", createContractApp, { short: true });
