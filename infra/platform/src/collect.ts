import v8 from 'node:v8';
import vm from 'node:vm';

/** Growth of buffers outside V8's heap after which garbage is collected, bytes. */
const garbageBytes = 96 * 1024 * 1024;
/** Time between two checks, ms. */
const checkMs = 20;

/**
 * Collects garbage each time buffers outside V8's heap have grown by `garbageBytes`. By itself V8 would do so for every
 * 40 to 64 MB, two to four times a second at full speed, each time over its whole heap
 * (docs/decisions/memory-used-again.md). The flags make V8 wait until memory has grown fourfold, which does not happen
 * before the collection here.
 */
export function collectByBuffers(): void {
  v8.setFlagsFromString('--external-memory-accounted-in-global-limit');
  v8.setFlagsFromString('--heap-growing-percent=300');
  v8.setFlagsFromString('--expose-gc');
  const collect: unknown = vm.runInNewContext('gc');
  if (typeof collect !== 'function')
    throw new Error('this version of Node does not offer garbage collection on request (--expose-gc)');
  let left = 0;
  setInterval(() => {
    const held = v8.getHeapStatistics().external_memory;
    left = Math.min(left, held);
    if (held - left < garbageBytes) return;
    collect();
    left = v8.getHeapStatistics().external_memory;
  }, checkMs).unref();
}
