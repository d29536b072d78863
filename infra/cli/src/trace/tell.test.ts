import { expect, it } from 'vitest';
import { inJson, inWords, manyInWords } from './tell.ts';

const unreported = {
  request: { calling: 12025550123, called: 13125550123, time: Date.UTC(2026, 2, 3), windowS: 10 },
  path: undefined,
  legs: [],
  redials: [],
};

it('says that a call was not reported only where its records can not have been dropped', () => {
  expect(inWords(unreported)).toMatch(/^No carrier reported this call in the window/);
  const gone = inWords(unreported, true);
  expect(gone).toContain('may have been dropped');
  expect(gone).not.toContain('No carrier reported');
  expect(manyInWords([unreported])).toContain('not reported');
  expect(manyInWords([unreported], () => true)).not.toContain('not reported');
  expect(inJson(unreported)).not.toHaveProperty('records_may_be_dropped');
  expect(inJson(unreported, true)).toMatchObject({ records_may_be_dropped: true, path: [] });
});
