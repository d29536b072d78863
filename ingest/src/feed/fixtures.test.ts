import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkRecord } from '../stages/check.ts';
import { contentOf } from './conformance/read.ts';
import { expectations, fixtures } from './fixtures.expected.ts';
import { isBad, isGood } from './format.ts';
import { formatNamed } from './formats.ts';

describe('fixtures', () => {
  it.each(Object.entries(expectations))(
    '%s',
    async (_, { format, timezone, files, calls, skipped = 0, refused = [] }) => {
      const reader = formatNamed(format).open({ timezone });
      const records = [];
      for (const file of files) {
        records.push(...(await Array.fromAsync(reader.read(contentOf(join(fixtures, file)), file))));
      }
      records.push(...(reader.unfinished?.() ?? []));
      expect(records.filter(isBad).map(({ line, reason }) => [line, reason])).toEqual(
        refused.map(([line, reason]) => [line, expect.stringContaining(reason)]),
      );
      const cdrs = records.filter(isGood).map((record) => record.cdr);
      expect(cdrs).toEqual(calls.map((call) => expect.objectContaining(call)));
      expect(new Set(cdrs.map((cdr) => cdr.call_id)).size).toBe(cdrs.length);
      // The worker accepts all of them.
      for (const cdr of cdrs) expect(checkRecord({ ...cdr }, Date.UTC(2026, 3))).toBeUndefined();
      expect(records.filter((record) => 'skipped' in record)).toHaveLength(skipped);
    },
  );
});
