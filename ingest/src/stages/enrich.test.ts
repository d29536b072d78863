import { createReference, type Provider } from '@ringtrace/enrich/reference';
import { emptyCdr } from '@ringtrace/schemas/cdr';
import { describe, expect, it } from 'vitest';
import { enrichRecord } from './enrich.ts';

const peer: Provider = {
  provider_id: 'peer',
  name: 'Peer',
  ocns: ['123A'],
  member: false,
  country: 'US',
  rmd: 'removed',
  shaken: 'none',
};
const reference = createReference(7, { providers: [peer], isDno: (n) => n === 12_125_550_100 });
const cdr = { ...emptyCdr, call_id: 'a', calling_number: '(212) 555-0100', called_number: '+12125550199' };

describe('enriching a record', () => {
  it('keeps what was signalled beside the number it means', () => {
    const row = enrichRecord('acme', cdr, reference);
    expect(row).toMatchObject({
      carrier: 'acme',
      calling_number_raw: '(212) 555-0100',
      calling_number: 12_125_550_100,
      called_number: 12_125_550_199,
      called_number_form: 'plus',
      called_number_raw: '',
    });
    expect(row).toMatchObject({ neighbor_spoof: true, dno: true, reference_version: 7 });
  });

  it('looks up the provider that handed the call in, and the one that signed it', () => {
    const row = enrichRecord('acme', { ...cdr, upstream: 'peer', signer_ocn: '123A' }, reference);
    expect([row.upstream_rmd, row.signer]).toEqual(['removed', 'peer']);
    expect(enrichRecord('acme', { ...cdr, upstream: 'other' }, reference)).toMatchObject({
      upstream_rmd: '',
      signer: '',
    });
  });

  it('stores an unusable caller as number 0', () => {
    expect(enrichRecord('acme', { ...cdr, calling_number: 'anonymous' }, reference)).toMatchObject({
      calling_number: 0,
      calling_number_raw: 'anonymous',
      calling_valid: false,
    });
  });
});
