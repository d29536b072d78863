import { describe, expect, it } from 'vitest';
import { giveReason, revealedIn } from './revealed.ts';

describe('called numbers in full', () => {
  const link = { numbers: 'true', reason: 'complaint 7' };

  it('are not shown because an address says so', () => {
    expect(revealedIn(link)).toEqual({});
    expect(revealedIn({ numbers: 'true' })).toEqual({});
  });

  it('are shown for the reason that was given here, and for no other one', () => {
    giveReason('complaint 7');
    expect(revealedIn(link)).toEqual({ numbers: 'true', reason: 'complaint 7' });
    expect(revealedIn({ ...link, reason: 'another' })).toEqual({});
    expect(revealedIn({ reason: 'complaint 7' })).toEqual({});
  });
});
