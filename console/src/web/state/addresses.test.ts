import { describe, expect, it } from 'vitest';
import { addresses, hrefOf } from './addresses.ts';

describe('addresses of pages', () => {
  it('name the thing, whatever characters its id has', () => {
    expect(hrefOf(addresses.case('case-7k3f9q2m4d'))).toBe('/cases/case-7k3f9q2m4d');
    expect(hrefOf(addresses.call('northstar', 'a/b?c#d e', Date.UTC(2026, 2, 3, 18, 55, 36)))).toBe(
      '/calls/northstar/a%2Fb%3Fc%23d%20e?at=2026-03-03T18%3A55%3A36.000Z',
    );
  });

  it('hold filters', () => {
    expect(hrefOf(addresses.calls({ calling: '12025550123' }))).toBe('/calls?calling=12025550123');
    expect(hrefOf(addresses.inbox())).toBe('/');
  });
});
