// So that a compiler which looks for the types of what is imported finds some.
export {};
