// here: packages/bindings/next/README.md 1 app/api/auth/[...session]/route.ts
