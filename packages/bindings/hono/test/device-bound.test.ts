import { describeDeviceBound } from "@sessionkit/browser-contract";
import { startNode } from "./start-node.ts";

describeDeviceBound("Hono on Node", startNode, { socket: true });
