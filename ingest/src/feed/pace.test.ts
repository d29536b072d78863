import { describe, expect, it } from 'vitest';
import { createPace } from './pace.ts';

describe('createPace', () => {
  it('sends no faster than it may', async () => {
    const pace = createPace(2_000);
    const began = performance.now();
    for (let i = 0; i < 3; i += 1) await pace(200);
    // Timers may fire a moment early.
    expect(performance.now() - began).toBeGreaterThan(290);
  });

  it('lets go at once when it is asked to stop', async () => {
    const stop = new AbortController();
    stop.abort();
    await createPace(1)(1_000_000, stop.signal);
  });
});
