import { callerClasses, parts, places, segmentKinds } from '@ringtrace/schemas/segment-key';
import { describe, expect, it } from 'vitest';
import {
  type CallerKey,
  hourKeyName,
  keyOfSegment,
  noOriginKey,
  type OriginKey,
  originKeyName,
  type SegmentKey,
  segmentKeyName,
} from './segment-key.ts';

const claimed: OriginKey = { ...noOriginKey, place: 'claimed', place_provider: 'p1' };
const customer: OriginKey = { ...noOriginKey, place: 'customer', place_provider: 'p1', place_customer: 'c' };
const unproven: CallerKey = { caller_class: 'unproven', called_back_at: '', callers_called: false };
const segment: SegmentKey = { hour: 3_600, kind: 'source', number: 0, ...claimed, ...unproven };

describe('the name of a key', () => {
  it('is as in earlier releases: ids of segments are made of it', () => {
    expect(originKeyName(customer)).toBe('customer|p1|c');
    expect(originKeyName({ ...claimed, place: 'trunk', place_trunk: 't' })).toBe('trunk|p1|t');
    expect(originKeyName({ ...claimed, place: 'unknown' })).toBe('unknown|p1|');
    expect(originKeyName({ ...claimed, place: 'proven' })).toBe('proven|p1');
    expect(originKeyName(noOriginKey)).toBe('');
    expect(originKeyName(claimed)).toBe('upstream|p1');
    expect(originKeyName({ ...claimed, part: 'origid', part_origid: 'o' })).toBe('upstream|p1|origid o');
    expect(originKeyName({ ...claimed, part: 'exchange', part_prefix: 1_212_555 })).toBe(
      'upstream|p1|exchange 1212555',
    );
    expect(originKeyName({ ...claimed, part: 'area', part_prefix: 0 })).toBe('upstream|p1|area 0');
    expect(originKeyName({ ...claimed, part: 'reused' })).toBe('upstream|p1|reused');
    expect(segmentKeyName(segment)).toBe('3600\tsource\t0\tupstream|p1\tunproven');
    expect(
      segmentKeyName({ ...segment, caller_class: 'foreign', called_back_at: 'JM', callers_called: true }),
    ).toBe('3600\tsource\t0\tupstream|p1\tforeign JM, called');
    expect(
      segmentKeyName({ ...segment, kind: 'number', number: 7, ...noOriginKey, caller_class: 'any' }),
    ).toBe('3600\tnumber\t7\t\t');
  });

  it('is another one for every other key, though texts of a feed hold its marks', () => {
    const texts = [
      '',
      'x',
      '|',
      '\\',
      'x|origid x',
      'x|area 0',
      'x|reused',
      'x\\|area 0',
      '\t',
      'x\tdno',
      '|x',
    ];
    const keys = places.flatMap((place) =>
      texts.flatMap((place_provider) =>
        texts.flatMap((text) => {
          const at: OriginKey = {
            ...noOriginKey,
            place,
            place_provider: place === 'any' ? '' : place_provider,
          };
          const named: OriginKey = {
            ...at,
            place_customer: place === 'customer' ? text : '',
            place_trunk: place === 'trunk' || place === 'unknown' ? text : '',
          };
          return parts.flatMap((part): OriginKey[] => {
            if (part === 'all' || part === 'reused') return [{ ...named, part }];
            if (part === 'origid') return texts.map((part_origid) => ({ ...named, part, part_origid }));
            return [0, 12].map((part_prefix) => ({ ...named, part, part_prefix }));
          });
        }),
      ),
    );
    const different = new Set(keys.map((key) => JSON.stringify(key)));
    expect(new Set(keys.map(originKeyName)).size).toBe(different.size);
    expect(new Set(keys.map((key) => hourKeyName({ ...segment, ...key }))).size).toBe(different.size);
    const named = keys.slice(0, 500).flatMap((key) =>
      segmentKinds.flatMap((kind) =>
        callerClasses.flatMap((caller_class) =>
          [true, false].map((callers_called) => ({
            ...segment,
            ...key,
            kind,
            caller_class,
            callers_called,
          })),
        ),
      ),
    );
    expect(new Set(named.map(segmentKeyName)).size).toBe(
      new Set(named.map((key) => JSON.stringify(key))).size,
    );
  });
});

describe('the key of a segment', () => {
  const call = { ...customer, ...unproven, origin_provider: 'p1' };

  it('is that of its calls, where it is a source', () => {
    expect(keyOfSegment({ ...call, kind: 'source' })).toEqual({ ...customer, ...unproven });
  });

  it('of a busy number has no origin but the proven one, and no class but that it rings once', () => {
    const number = { ...call, kind: 'number' as const };
    const any = { ...unproven, caller_class: 'any' };
    expect(keyOfSegment(number)).toEqual({ ...noOriginKey, ...any, place: 'proven', place_provider: 'p1' });
    expect(keyOfSegment({ ...number, origin_provider: '' })).toEqual({ ...noOriginKey, ...any });
    expect(
      keyOfSegment({ ...number, origin_provider: '', caller_class: 'one ring', called_back_at: '+23' }),
    ).toEqual({ ...noOriginKey, caller_class: 'one ring', called_back_at: '+23', callers_called: false });
  });
});
