import { describeBinding } from "@sessionkit/testing";
import { createContractApp } from "./contract-app.ts";

const cannot = ["replace", "share", "vary"] as const;

describeBinding("next", createContractApp, { cannot });
