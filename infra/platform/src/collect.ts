import v8 from 'node:v8';
import vm from 'node:vm';

/** What is fetched and dropped between two collections, outside V8's heap, bytes. */
const garbageBytes = 96 * 1024 * 1024;
const lookMs = 20;

/**
 * Has garbage collected where buffers outside the heap have grown by `garbageBytes`. V8 marks its whole heap for every
 * 40 to 64 MB of them, two to four times a second at full speed (docs/decisions/memory-used-again.md); it is told to wait
 * until all it knows of has grown fourfold, which never happens before.
 */
export function collectByBuffers(): void {
  v8.setFlagsFromString('--external-memory-accounted-in-global-limit');
  v8.setFlagsFromString('--heap-growing-percent=300');
  v8.setFlagsFromString('--expose-gc');
  const collect: unknown = vm.runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('this Node cannot be told to collect garbage');
  let left = 0;
  setInterval(() => {
    const held = v8.getHeapStatistics().external_memory;
    left = Math.min(left, held);
    if (held - left < garbageBytes) return;
    collect();
    left = v8.getHeapStatistics().external_memory;
  }, lookMs).unref();
}
