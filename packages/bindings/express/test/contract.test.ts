import { describeBinding } from "@sessionkit/testing";
import { createContractApp } from "./contract-app.ts";

describeBinding("Express", (setup) => createContractApp(setup));
