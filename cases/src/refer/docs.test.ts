import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { profiles } from '@ringtrace/schemas/casework/words';
import { expect, it } from 'vitest';
import { type Disclosure, disclosures } from './profiles.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/referral.md'), 'utf8');

/** Columns of the page's table, in order. */
const columns: readonly (keyof Disclosure)[] = [
  'calledNumbers',
  'callingNumbers',
  'legs',
  'hops',
  'exchanges',
  'bytes',
  'timeline',
  'customers',
  'category',
  'texts',
  'internal',
  'signals',
  'certificates',
  'needs',
];

const cell = (value: boolean | string) => (typeof value === 'string' ? value : value ? 'yes' : 'no');

it.each(profiles)('docs/referral.md says what the profile %s shows', (profile) => {
  const shown = columns.map((column) => cell(disclosures[profile][column]));
  expect(page).toContain(`| ${[profile, ...shown].join(' | ')} |\n`);
  expect(Object.keys(disclosures[profile]).sort()).toEqual([...columns].sort());
});
