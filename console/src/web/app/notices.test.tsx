import { describe, expect, it } from 'vitest';
import { rendered } from '../rendered.fixture.tsx';
import { giveReason } from '../state/revealed.ts';
import { RevealedMark } from './notices.tsx';

describe('the mark of numbers in full', () => {
  const at = '/calls?numbers=true&reason=a+link';

  it('says that they are masked while only the address asks for them, and who reads them once a reason was given', async () => {
    const asked = await rendered(<RevealedMark />, { at });
    expect(asked).toContain('They stay masked');
    expect(asked).not.toContain('are shown in full');
    giveReason('a link');
    expect(await rendered(<RevealedMark />, { at })).toContain('are shown in full');
    expect(await rendered(<RevealedMark />, { at: '/calls' })).not.toContain('revealed-mark');
  });
});
