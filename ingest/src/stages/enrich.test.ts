import { BlockTable } from '@ringtrace/enrich/block-table';
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
const block = { block: '212555', company: '', state: '', rate_center: '', line_type: 'MOBILE' as const };
const area = {
  npa: '212',
  in_service: true,
  location: '',
  country: '',
  service: '',
  time_zones: ['America/New_York'],
};
const reference = createReference(7, {
  providers: [peer, { ...peer, provider_id: 'abroad', ocns: ['890B'], country: 'GB', rmd: 'none' }],
  isDno: (n) => n === 12_125_550_100,
  blocks: new BlockTable([{ ...block, ocn: '123A' }]),
  areaCodes: [area],
});
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

  it('marks an attestation the signer may not give', () => {
    const signed = { ...cdr, attestation: 'A', signer_ocn: '890B' };
    const improper = (changed: Partial<typeof signed>) =>
      enrichRecord('acme', { ...signed, ...changed }, reference).improper_attestation;
    expect(enrichRecord('acme', signed, reference)).toMatchObject({
      improper_attestation: true,
      signer: 'abroad',
      signer_rmd: 'none',
      calling_ocn: '123A',
      calling_assigned: 'assigned',
    });
    expect(improper({ signer_ocn: '123A' })).toBe(false);
    expect(improper({ attestation: 'B' })).toBe(false);
    expect(improper({ calling_number: '2125560100', signer_ocn: '123A' })).toBe(true);
  });

  it('knows where a call came from, and the hour where it goes', () => {
    const start_time = Date.UTC(2026, 0, 15, 2, 30);
    const from = (changed: object) => enrichRecord('acme', { ...cdr, start_time, ...changed }, reference);
    expect(from({})).toMatchObject({ foreign_entry: false, called_local_hour: 21 });
    expect(from({ upstream: 'abroad' })).toMatchObject({ foreign_entry: true });
    expect(from({ ingress_country: 'PR' })).toMatchObject({ foreign_entry: false });
    expect(from({ calling_number: '5512345678', ingress_country: 'MX' })).toMatchObject({
      foreign_entry: true,
      calling_number: 525512345678,
      calling_number_raw: '5512345678',
      calling_region: 'MX',
      neighbor_spoof: false,
    });
    const neighbor = { calling_number: '5512345678', called_number: '5512340001', ingress_country: 'MX' };
    expect(from(neighbor)).toMatchObject({ calling_number: 15512345678, neighbor_spoof: true });
  });

  it('stores an unusable caller as number 0', () => {
    expect(enrichRecord('acme', { ...cdr, calling_number: 'anonymous' }, reference)).toMatchObject({
      calling_number: 0,
      calling_number_raw: 'anonymous',
      calling_valid: false,
    });
  });
});
