import { describe, expect, it } from 'vitest';
import { leg } from './leg.fixture.ts';
import { originOf } from './origin.ts';
import { originCases } from './origin-cases.ts';
import { pathOf } from './path.ts';

const wanted = ({ kind, provider }: { kind: string; provider: string }) => ({
  origin_provider: kind === 'proven' ? provider : '',
  claimed_origin: kind === 'claimed' ? provider : '',
  next_provider_to_ask: provider,
});

describe('origin of a call', () => {
  it.each(originCases)('$name', ({ legs, origin }) => {
    expect(originOf(legs)).toEqual(origin);
  });

  it.each(originCases)('as its path says it: $name', ({ legs, origin }) => {
    const path = pathOf(legs.map((told, at) => ({ ...leg('', at), ...told })));
    expect(path).toMatchObject(wanted(origin));
    expect(path.hops[0]?.provider).toBe(origin.provider);
  });
});
