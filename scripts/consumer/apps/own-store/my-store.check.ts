// here: packages/testing/README.md 2
