/**
 * A number for the next build: higher than any before, and another in every process. It orders builds and means nothing
 * else: milliseconds, with ten random bits below, stay within the safe integers until 2248.
 */
export function nextBuild(highest: number): number {
  const own = Date.now() * 1024 + Math.floor(Math.random() * 1024);
  return Math.max(own, highest + 1);
}
