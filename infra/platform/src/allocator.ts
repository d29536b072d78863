/**
 * For the environment a worker starts with: one arena for all threads of glibc's allocator. With one for each thread, what
 * one thread frees is not used again by another, and a worker at full speed grows for as long as it runs
 * (docs/decisions/memory-used-again.md).
 */
export const allocator = { MALLOC_ARENA_MAX: '1' } as const;
