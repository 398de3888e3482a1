// here: packages/stores/prisma/README.md 1
