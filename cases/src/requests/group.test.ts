import { expect, it } from 'vitest';
import { groupOf } from './group.ts';

it.each([
  ['Example Group <t@g.example>', { name: 'Example Group', email: 't@g.example' }],
  ['"Group, Inc." <t@g.example>', { name: 'Group, Inc.', email: 't@g.example' }],
  ['t@g.example', { name: 't@g.example', email: 't@g.example' }],
  ['<t@g.example>', { name: 't@g.example', email: 't@g.example' }],
  [undefined, { name: 'Traceback group', email: '' }],
])('the group %s', (setting, sender) => {
  expect(groupOf(setting)).toEqual(sender);
});
