import type { UserJoin } from "@sessionkit/core";
import type { ContractOptions } from "../contract/contract.ts";
import { describeContract } from "../contract/describe-contract.ts";
import { userJoinContract } from "./user-join-contract.ts";
import type { UserJoinSubject } from "./user-join-subject.ts";

/** Registers a vitest test for every guarantee of `UserJoin`. The subject is created once and shared. */
export function describeUserJoin<User>(
  name: string,
  createSubject: () => UserJoinSubject<User> | Promise<UserJoinSubject<User>>,
  options: ContractOptions<UserJoin<User>> = {},
): void {
  describeContract(`${name} as a UserJoin`, createSubject, userJoinContract(options));
}
