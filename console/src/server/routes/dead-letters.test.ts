import { expect, it } from 'vitest';
import { shownFields } from './dead-letters.ts';

it('a dead record shows neither called numbers nor its Identity header, unless they are asked for', () => {
  const identity = `eyJhbGciOiJFUzI1NiJ9.${Buffer.from('{"dest":{"tn":["12025550123"]}}').toString('base64url')}.s`;
  const record = {
    called_number: '+1 202 555 0123',
    identity,
    caller_name: identity,
    calling_number: '12125550100',
  };
  const shown = shownFields(record, 'called_number', false);
  expect(shown.map(({ name }) => name)).toEqual(['called_number', 'caller_name', 'calling_number']);
  expect(JSON.stringify(shown)).not.toMatch(/0123|eyJ/);
  expect(shown[0]).toEqual({ name: 'called_number', value: '+# ### ### ####', at_fault: true });
  expect(shownFields(record, '', true).map(({ value }) => value)).toEqual(Object.values(record));
});
