import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rowCallId } from '@ringtrace/schemas/call-id';
import { cdrFields } from '@ringtrace/schemas/cdr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExampleManifest, generateExample } from './example.ts';

let root = '';
let manifest: ExampleManifest;
const linesOf = async (file: string) => (await readFile(join(root, 'a', file), 'utf8')).trimEnd().split('\n');

/** The call_id that a reader of each format finds in a record. */
const callIds = {
  jsonl: (line: string) => /"call_id":"([^"]+)"/.exec(line)?.[1],
  'asterisk-csv': (line: string) => {
    const columns = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)];
    const fields = columns.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
    expect(fields).toHaveLength(18);
    return rowCallId(fields[16] ?? '', fields);
  },
};

/** A hash of all files: their names and contents. */
async function fingerprint(directory: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(directory)).sort())
    hash.update(name).update(await readFile(join(directory, name)));
  return hash.digest('hex');
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ringtrace-simulator-'));
  manifest = await generateExample({ seed: 7, legs: 20_000, directory: join(root, 'a') });
  await generateExample({ seed: 7, legs: 20_000, directory: join(root, 'b') });
  await generateExample({ seed: 8, legs: 20_000, directory: join(root, 'c') });
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('generateExample', () => {
  it('writes the same bytes for a seed, others for another', async () => {
    const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((name) => fingerprint(join(root, name))));
    expect(a).toBe(b);
    expect(a).not.toBe(c);
  });

  it('tells in the manifest what it wrote', async () => {
    const written: unknown = JSON.parse(await readFile(join(root, 'a', 'manifest.json'), 'utf8'));
    expect(written).toEqual(manifest);
    for (const file of manifest.files) expect(await linesOf(file.path)).toHaveLength(file.legs);
    expect(manifest.files.filter((file) => file.format === 'asterisk-csv').length).toBeGreaterThanOrEqual(2);
    expect(Math.abs(manifest.legs / 20_000 - 1)).toBeLessThan(0.02);
    expect(manifest.campaigns.map((c) => c.name)).toContain('one-number-blast');
    const blast = manifest.campaigns.find((c) => c.name === 'one-number-blast');
    expect(blast).toMatchObject({ originProvider: 'dialbright', originReports: true, entryProvider: null });
  });

  it('labels every leg once, by the call_id a reader of the file arrives at', async () => {
    const rows = (await linesOf('labels.csv')).slice(1);
    expect(rows).toHaveLength(manifest.legs);
    const ids = new Set(rows.map((row) => row.slice(0, row.lastIndexOf(','))));
    expect(ids.size).toBe(rows.length);
    for (const { carrier, path, format } of manifest.files) {
      const read = (await linesOf(path)).map((line) => `${carrier},${callIds[format](line)}`);
      expect(
        read.filter((id) => !ids.has(id)),
        carrier,
      ).toEqual([]);
    }
  });

  it('writes canonical JSON Lines: known fields, times as ms, numbers as the carrier signals them', async () => {
    const known = new Set(Object.keys(cdrFields));
    for (const { path } of manifest.files.filter((f) => f.format === 'jsonl')) {
      for (const line of await linesOf(path)) {
        const record: unknown = JSON.parse(line);
        expect(Object.keys(Object(record)).filter((field) => !known.has(field))).toEqual([]);
        expect(record).toMatchObject({
          start_time: expect.any(Number),
          called_number: expect.stringMatching(/\d/),
        });
      }
    }
    expect((await linesOf('tidewater.jsonl'))[0]).toMatch(/"calling_number":"[2-9]\d{9}"/);
    expect((await linesOf('meridian.jsonl'))[0]).toMatch(/"called_number":"sip:\+1\d{10}@/);
  });

  it('writes the reference files: members are those with a switch file', async () => {
    const [header, ...rows] = await linesOf('providers.csv');
    expect(header).toBe('provider_id,name,ocns,member,country,rmd,shaken');
    const members = rows.map((row) => row.split(',')).filter((columns) => columns[3] === 'true');
    expect(members.map(([id]) => id).sort()).toEqual(manifest.files.map((f) => f.carrier).sort());
    expect(
      rows.every((row) => /^[^,]+,[^,]+,[^,]*,(true|false),[A-Z]{2},(listed|removed|none),\w+$/.test(row)),
    ).toBe(true);
    const patterns = (await linesOf('dno.txt')).filter((line) => !line.startsWith('#'));
    expect(patterns).toContain('8005550142');
    expect(patterns.every((pattern) => /^(\d{3}|\d{6}|\d{7}|\d{10})$/.test(pattern))).toBe(true);
  });
});
