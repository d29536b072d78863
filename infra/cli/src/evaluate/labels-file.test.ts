import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { labelsIn, refuseOtherFiles } from './labels-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'ringtrace-labels-'));
const file = join(folder, 'labels.csv');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('reads labels in any order of columns; an empty campaign is legitimate', async () => {
  writeFileSync(file, '\ufeffcampaign,carrier,call_id\n,acme,1\nblast,acme,2\n');
  expect(await Array.fromAsync(labelsIn(file))).toEqual([
    { campaign: '', carrier: 'acme', call_id: '1' },
    { campaign: 'blast', carrier: 'acme', call_id: '2' },
  ]);
});

it.each([
  ['{"carrier": "acme", "call_id": "1"}\n', 1],
  ['carrier,call_id\nacme,1\n', 1],
  ['carrier,call_id,campaign,campaign\nacme,1,,\n', 1],
  ['"carrier",call"_id\n', 1],
  ['carrier,call_id,campaign\nacme,,blast\n', 2],
  ['carrier,call_id,campaign\n\nacme,1,blast\nacme,,blast\n', 4],
  ['carrier,call_id,campaign\nacme,"1"2,blast\n', 2],
])('refuses %j with its line', async (text, line) => {
  writeFileSync(file, text);
  await expect(Array.fromAsync(labelsIn(file))).rejects.toThrow(
    new RegExp(
      `^${RegExp.escape(`${file}, line ${line}: carrier, call_id and campaign are needed: CSV with this header`)}$`,
    ),
  );
});

it('names a file that is not there', async () => {
  const none = join(folder, 'none.csv');
  await expect(refuseOtherFiles(none)).rejects.toThrow(`can't read ${none}: there is no such file`);
});

it('looks at the first line before anything else is done', async () => {
  writeFileSync(file, 'a,b\n1,2\n');
  await expect(refuseOtherFiles(file)).rejects.toThrow('line 1: carrier, call_id and campaign are needed');
  await expect(refuseOtherFiles(folder)).rejects.toThrow(`${folder} is a folder: --labels takes a CSV file`);
});

it.each(['', '\n', 'carrier,call_id,campaign\n'])(
  'without a label, %j says nothing about candidates',
  async (text) => {
    writeFileSync(file, text);
    await expect(refuseOtherFiles(file)).rejects.toThrow(`${file}, line 1: no line is a label`);
  },
);
