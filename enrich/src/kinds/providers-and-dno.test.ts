import { describe, expect, it } from 'vitest';
import { emptyReference } from '../reference.ts';
import { dnoMatcher, parseDno } from './dno.ts';
import { parseProviders } from './providers.ts';

const header = 'provider_id,name,ocns,member,country,rmd,shaken';
const north = 'north,"North, Inc.",1234 567A,true,US,listed,complete';
const south = 'south,South,,false,CA,none,none';
const fails = (lines: readonly string[]) => {
  try {
    parseProviders(lines.join('\n'), 'p.csv');
    return 'accepted';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe('providers file', () => {
  it('reads every column', () => {
    expect(parseProviders(`\uFEFF${header}\r\n${north}\r\n\r\n${south}\r\n`, 'p.csv')).toEqual([
      {
        provider_id: 'north',
        name: 'North, Inc.',
        ocns: ['1234', '567A'],
        member: true,
        country: 'US',
        rmd: 'listed',
        shaken: 'complete',
      },
      {
        provider_id: 'south',
        name: 'South',
        ocns: [],
        member: false,
        country: 'CA',
        rmd: 'none',
        shaken: 'none',
      },
    ]);
  });

  it.each([
    [['provider_id,name'], "p.csv:1: the first line must be the header 'provider_id,"],
    [[header, 'north,North,1234,yes,US,listed,complete'], "p.csv:2: member: 'yes' must be true or false"],
    [
      [header, north, '', 'so uth,South,,false,CA,none,none'],
      "p.csv:4: provider_id: 'so uth' must be letters",
    ],
    [
      [header, 'north,North,12345,true,US,listed,none'],
      "p.csv:2: ocns: '12345' must be operating company numbers",
    ],
    [[header, 'north,North,,true,us,listed,none'], "p.csv:2: country: 'us' must be"],
    [[header, 'north,North,,true,US,Listed,none'], "p.csv:2: rmd: 'Listed' must be listed, removed or none"],
    [
      [header, 'north,North,,true,US,listed,full'],
      "p.csv:2: shaken: 'full' must be complete, partial or none",
    ],
    [[header, 'north,North, Inc.,,true,US,listed,none'], 'p.csv:2: has 8 fields where the header has 7'],
    [[header, north, north], "p.csv:3: provider_id 'north' is on line 2 already"],
    [
      [header, north, 'south,South,567A,false,CA,none,none'],
      "p.csv:3: ocns: 567A is claimed by 'north' on line 2",
    ],
    [[header, 'north,"North,,true,US,listed,none'], 'p.csv:2: is not CSV'],
  ])('refuses %j', (lines, message) => {
    expect(fails(lines)).toContain(message);
  });
});

describe('DNO file', () => {
  it('reads patterns beside comments', () => {
    expect(parseDno('# list\r\n8005550199 # bank\n900\n\n  202555\n9005550\n900\n', 'd.txt')).toEqual(
      ['202555', '8005550199', '900', '9005550'].map((pattern) => ({ pattern })),
    );
  });

  it.each(['12025550123', '90', '20-2', 'abc', '2025'])('refuses %s', (pattern) => {
    expect(() => parseDno(`900\n${pattern}\n`, 'd.txt')).toThrow(`d.txt:2: '${pattern}' is no pattern`);
  });
});

describe('DNO patterns', () => {
  const isDno = dnoMatcher(parseDno('900\n202555\n3125550\n8005550199\n', 'd.txt'));

  it.each([
    [19005550123, true],
    [12025550123, true],
    [12025560123, false],
    [13125550999, true],
    [13125551999, false],
    [18005550199, true],
    [18005550198, false],
    [9005550123, false],
    [900, false],
    [0, false],
    [119005550123, false],
  ])('%d: %s', (n, expected) => {
    expect(isDno(n)).toBe(expected);
  });
});

describe('neighbour spoofing', () => {
  it.each([
    [12025550123, 12025550199, true],
    [12025550123, 12025550123, false],
    [12025550123, 12025560123, false],
    [0, 12025550123, false],
    [442079460123, 442079460199, false],
    [5550123, 5550199, false],
  ])('%d calling %d: %s', (calling, called, expected) => {
    expect(emptyReference.isNeighbor(calling, called)).toBe(expected);
  });
});
