import { describe, expect, it } from 'vitest';
import { giveReason, revealedIn } from './revealed.ts';

describe('called numbers in full', () => {
  // Reasons are kept as long as the window: no other test gives this one.
  const link = { numbers: 'true', reason: 'complaint 12' };

  it('are not shown because an address says so', () => {
    expect(revealedIn(link)).toEqual({});
    expect(revealedIn({ numbers: 'true' })).toEqual({});
  });

  it('are shown for the reason that was given here, and for no other one', () => {
    giveReason('complaint 12');
    expect(revealedIn(link)).toEqual({ numbers: 'true', reason: 'complaint 12' });
    expect(revealedIn({ ...link, reason: 'another' })).toEqual({});
    expect(revealedIn({ reason: 'complaint 12' })).toEqual({});
  });
});
