import { describe, expect, it } from 'vitest';
import { random } from './random.ts';
import { providerOf } from './route.ts';
import { ownNumbers, sign } from './signing.ts';
import { createWorld } from './world.ts';

const { providers } = createWorld({ seed: 1, legs: 20_000 });
const path = (...ids: string[]) => ids.map((id) => providerOf(providers, id));
const given = { attests: ownNumbers, origin: 'someone', seed: 1 };

describe('sign', () => {
  it('signs at an origin that has STIR/SHAKEN', () => {
    const signature = sign(random(1), path('cloudring', 'northstar'), given);
    expect(signature).toMatchObject({ attestation: 'A', at: 0, lastAt: 1, signerOcn: '721E' });
  });

  it('keeps one origid for an origin where the signer does, else one for each call', () => {
    const rng = random(1);
    const origids = (...ids: string[]) =>
      new Set(Array.from({ length: 5 }, () => sign(rng, path(...ids), given)?.origid)).size;
    expect(origids('cloudring', 'northstar')).toBe(1);
    expect(origids('meridian', 'northstar')).toBe(5);
  });

  it('has the gateway provider sign with C what comes from abroad', () => {
    const signature = sign(random(1), path('indra-voice', 'pacgate', 'northstar'), given);
    expect(signature).toMatchObject({ attestation: 'C', at: 1, signerOcn: '735F' });
  });

  it('loses the Identity header in a TDM network', () => {
    const signature = sign(random(1), path('cloudring', 'crossline', 'midspan', 'northstar'), given);
    expect(signature).toMatchObject({ at: 0, lastAt: 1 });
  });
});
