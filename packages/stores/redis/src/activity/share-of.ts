/** In how many sets the users who have a log are kept, so that no one server of a Cluster gets every write. */
export const SHARES = 16;

/** Always the same of one user: FNV-1a over UTF-16. */
export function shareOf(userId: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < userId.length; i++) {
    hash = Math.imul(hash ^ userId.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0) % SHARES;
}
