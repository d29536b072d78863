import { describe, expect, it } from 'vitest';
import { searchToShare } from './views.ts';

describe('an address that is passed on', () => {
  it('leaves the choice to see called numbers, and the reason, to whoever opens it', () => {
    expect(
      searchToShare({ calling: '12025550123', numbers: 'true', reason: 'complaint 7', tz: 'local' }),
    ).toBe('?calling=12025550123&tz=local');
  });
});
