import { hourMs } from '@ringtrace/schemas/durations';
import { describe, expect, it } from 'vitest';
import type { zoneOffsets } from './mapping.ts';
import { compileZone, type RecordZone } from './zone.ts';

const read = (text: string, offset?: (typeof zoneOffsets)[number]): RecordZone =>
  compileZone<string>({ from: 'Zone', offset }, () => (record) => record)(text);

describe('a zone from a column', () => {
  it.each<[string, (typeof zoneOffsets)[number] | undefined, RecordZone]>([
    ['America/Chicago', undefined, 'America/Chicago'],
    ['UTC', undefined, 0],
    ['EST', undefined, -5 * hourMs],
    ['-06:00', undefined, -6 * hourMs],
    ['+0530', undefined, 5.5 * hourMs],
    ['GMT-3', undefined, -3 * hourMs],
    ['480', 'minutes-west', -8 * hourMs],
    ['-330', 'minutes-west', 5.5 * hourMs],
    ['-8', 'hours-east', -8 * hourMs],
    ['28800', 'seconds-west', -8 * hourMs],
    [' ', undefined, undefined],
  ])('%j, %s', (text, offset, expected) => {
    expect(read(text, offset)).toBe(expected);
  });

  it.each<[string, (typeof zoneOffsets)[number] | undefined, string]>([
    ['Chicago', undefined, 'Zone: must be a time zone such as America/Chicago or -06:00'],
    ['+25', undefined, 'Zone: must be a time zone'],
    ['west', 'minutes-west', 'Zone: must be a number of minutes-west'],
    ['28800', 'minutes-west', 'Zone: must be a number of minutes-west'],
  ])('refuses %j, %s', (text, offset, reason) => {
    expect(() => read(text, offset)).toThrow(reason);
  });
});
