/** The processes that run until they are asked to end. */
export const workerNames = ['ingest', 'detect', 'cases', 'console'] as const;
export type WorkerName = (typeof workerNames)[number];

/** V8 gets half its usual space for new objects, as a worker's objects are short-lived. */
const smallHeap = '--max-semi-space-size=16';
/**
 * V8's quick compiler Maglev is off: loops over columns would stay with its code, which is several times slower
 * (docs/decisions/columns-on-the-hot-path.md).
 */
const noMaglev = '--no-maglev';

/**
 * Environment and Node options of a worker's process. They keep its memory small (docs/decisions/memory-used-again.md). One arena
 * of glibc's allocator serves all threads: otherwise memory that one thread frees is not used by another. Only ingest has loops over
 * columns.
 */
export const workerStart = (worker: WorkerName) => ({
  env: { MALLOC_ARENA_MAX: '1' },
  execArgv: worker === 'ingest' ? [smallHeap, noMaglev] : [smallHeap],
});
