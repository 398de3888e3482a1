// here: packages/stores/redis/README.md 1
export { redis };
