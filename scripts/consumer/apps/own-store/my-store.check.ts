// here: packages/testing/README.md 1
