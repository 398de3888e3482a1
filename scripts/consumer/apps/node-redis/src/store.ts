// here: packages/stores/redis/README.md 2
export { redis };
