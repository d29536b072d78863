/**
 * Environment and options of a worker's process. They keep its memory small (docs/decisions/memory-used-again.md). One
 * arena of glibc's allocator serves all threads: otherwise memory that one thread frees is not used by another. V8 gets
 * half its usual space for new objects, as a worker's objects are short-lived. V8's compiler Maglev is off: loops over
 * columns would stay with its code, which is several times slower (docs/decisions/columns-on-the-hot-path.md).
 */
export const workerStart = {
  env: { MALLOC_ARENA_MAX: '1' },
  execArgv: ['--max-semi-space-size=16', '--no-maglev'],
};
