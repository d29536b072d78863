/**
 * How a worker's process is started. It holds little and does not grow (docs/decisions/memory-used-again.md): one arena for
 * all threads of glibc's allocator, for with one for each thread, what one thread frees is not used again by another; and
 * half of V8's usual space for young objects, which a worker fills with what dies at once. Loops over columns don't stay
 * with V8's quick compiler, Maglev, whose code takes several times as long for them
 * (docs/decisions/columns-on-the-hot-path.md).
 */
export const workerStart = {
  env: { MALLOC_ARENA_MAX: '1' },
  execArgv: ['--max-semi-space-size=16', '--no-maglev'],
};
