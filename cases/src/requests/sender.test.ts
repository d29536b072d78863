import { expect, it } from 'vitest';
import { senderOf } from './sender.ts';

it.each([
  ['Example Group <t@g.example>', { name: 'Example Group', email: 't@g.example' }],
  ['"Group, Inc." <t@g.example>', { name: 'Group, Inc.', email: 't@g.example' }],
  ['t@g.example', { name: 't@g.example', email: 't@g.example' }],
  ['<t@g.example>', { name: 't@g.example', email: 't@g.example' }],
  [undefined, { name: 'Traceback group', email: '' }],
])('the sender %s', (setting, sender) => {
  expect(senderOf(setting)).toEqual(sender);
});
