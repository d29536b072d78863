import { unknownHour } from '@ringtrace/schemas/tables/cdr';
import { describe, expect, it } from 'vitest';
import { BlockTable } from './block-table.ts';
import type { AreaCode, NumberBlock } from './entries.ts';
import { createReference, type Provider } from './reference.ts';

const provider = (provider_id: string, ocns: string[], country = 'US'): Provider => ({
  provider_id,
  name: provider_id,
  ocns,
  member: true,
  country,
  rmd: 'listed',
  shaken: 'complete',
});
const block = (digits: string, ocn: string): NumberBlock => ({
  block: digits,
  ocn,
  company: '',
  state: '',
  rate_center: '',
  line_type: '',
});
const area = (npa: string, ...time_zones: string[]): AreaCode => ({
  npa,
  in_service: true,
  location: '',
  country: '',
  service: '',
  time_zones,
});
const reference = createReference(1, {
  providers: [provider('north', ['1234', '567A']), provider('south', ['890B']), provider('abroad', [], 'GB')],
  blocks: new BlockTable([block('202555', '1234'), block('202556', '890B'), block('202557', '9999')]),
  areaCodes: [
    area('202', 'America/New_York'),
    area('709', 'America/St_Johns'),
    area('219', 'America/New_York', 'America/Chicago'),
  ],
});

describe('attestation A', () => {
  it.each([
    ['its own number', 12025550123, 'north', false],
    ["another provider's number", 12025560123, 'north', true],
    ['a number whose holder is no provider we know', 12025570123, 'north', false],
    ["another's number by a signer we don't know", 12025560123, '', false],
    ['an unassigned number', 12025580123, 'north', true],
    ['an unassigned number by a signer we do not know', 12025580123, '', true],
    ['a number that cannot be', 12021550123, '', true],
    ['a number of an area nothing is known of', 13125550123, 'north', false],
    ['a number from abroad', 442079460123, 'north', false],
    ['a withheld number', 0, 'north', false],
  ])('of %s', (_, n, signer, improper) => {
    const facts = reference.numberFacts(n);
    const holder = reference.providerNumber(facts.ocn);
    expect(reference.isImproper(n, { ...facts, holder }, reference.providerIds.indexOf(signer))).toBe(
      improper,
    );
    expect(reference.holders[reference.numbers.ocns.indexOf(facts.ocn)]).toBe(holder);
    expect(reference.providerIds[holder]).toBe(reference.providerOfOcn(facts.ocn)?.provider_id ?? '');
  });
});

describe('foreign entry', () => {
  it.each([
    ['north', 'south', '', false],
    ['north', 'south', 'US', false],
    ['north', 'south', 'PR', false],
    ['north', 'south', 'MX', true],
    ['north', 'abroad', '', true],
    ['north', 'abroad', 'US', true],
    ['north', 'nobody', '', false],
    ['north', '', '', false],
    ['north', '', 'MX', true],
    ['abroad', 'abroad', 'MX', false],
  ])('%s from %s, %s: %s', (carrier, upstream, country, expected) => {
    expect(reference.isForeignEntry(carrier, upstream, country)).toBe(expected);
  });
});

describe("the called party's hour", () => {
  it.each([
    [12025550123, '2026-01-15T02:30:00Z', 21],
    [12025550123, '2026-07-15T02:30:00Z', 22],
    [12025550123, '2026-03-08T06:59:59Z', 1],
    [12025550123, '2026-03-08T07:00:00Z', 3],
    [12025550123, '2026-11-01T05:59:00Z', 1],
    [12025550123, '2026-11-01T06:59:00Z', 1],
    [12025550123, '2026-01-01T03:00:00Z', 22],
    [12025550123, '2026-03-01T04:59:00Z', 23],
    [17095550123, '2026-01-15T02:29:59Z', 22],
    [17095550123, '2026-01-15T02:30:00Z', 23],
    [12195550123, '2026-01-15T02:30:00Z', unknownHour],
    [13125550123, '2026-01-15T02:30:00Z', unknownHour],
    [442079460123, '2026-01-15T02:30:00Z', unknownHour],
  ])('%d at %s: %d', (n, time, hour) => {
    expect(reference.localHour(n, Date.parse(time))).toBe(hour);
  });
});
