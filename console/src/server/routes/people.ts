import { time } from '@ringtrace/cases/api/shapes';
import { RefusedError } from '@ringtrace/cases/model/refused';
import { z } from 'zod';
import { changeKinds } from '../people/changes.ts';
import { keyOf, ways } from '../people/person.ts';
import { roles } from '../people/rights.ts';
import type { Session } from '../people/session.ts';
import { bare, changing, defineRoute, type Route } from '../route/define.ts';
import { defineList } from '../route/list.ts';

const tag = 'People';
const needs = 'people';

const person = {
  name: z.string(),
  role: z.enum(roles),
  carrier: z.string().describe("Of a person of a carrier: the carrier; '' for all other roles"),
} as const;

/** Who shall be what. The server checks the name and the carrier. */
const given = {
  role: person.role,
  carrier: z.string().trim().default('').describe('Of a person of a carrier: the carrier'),
} as const;

const named = { params: z.object({ name: z.string() }), query: z.strictObject({}), tag, needs } as const;
const done = z.object({ name: z.string() });
const withPassword = done.extend({ password: z.string().describe('It is shown this once') });

/** Nobody shuts out themselves: so there is always somebody left who may add people. */
function mustBeSomebodyElse({ name }: Session, other: string, way: string): void {
  if (keyOf(name) === keyOf(other)) throw new RefusedError(`this is you: ${way}`);
}
const askAnother = 'ask another lead for it';

export const peopleRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/people',
  tag,
  summary: 'The people who may use the console',
  needs,
  out: z.object({
    items: z.array(
      z.object({
        ...person,
        way: z.enum(ways).describe('How this person signs in'),
        added_at: time,
      }),
    ),
  }),
  handle: async ({ office: { people } }) => ({ items: people.list() }),
});

const addPersonRoute = defineRoute({
  ...bare,
  method: 'post',
  path: '/console/people',
  tag,
  summary: 'Add somebody, who signs in with a password',
  needs,
  status: 201,
  body: changing({ name: z.string().trim(), ...given }),
  out: withPassword,
  async handle({ office: { people }, body: { name, role, carrier }, actor }) {
    return { name, password: await people.add({ name, role, carrier }, actor) };
  },
});

const personRoleRoute = defineRoute({
  ...named,
  method: 'post',
  path: '/console/people/{name}/role',
  summary: 'Give somebody another role; their sessions end',
  body: changing(given),
  out: done,
  async handle({ office: { people, session }, params: { name }, body: { role, carrier }, actor }) {
    mustBeSomebodyElse(session, name, askAnother);
    people.setRole({ name, role, carrier }, actor);
    return { name };
  },
});

const removePersonRoute = defineRoute({
  ...named,
  method: 'post',
  path: '/console/people/{name}/remove',
  summary: 'Take somebody away; their sessions end',
  body: changing({}),
  out: done,
  async handle({ office: { people, session }, params: { name }, actor }) {
    mustBeSomebodyElse(session, name, askAnother);
    people.remove(name, actor);
    return { name };
  },
});

const newPasswordRoute = defineRoute({
  ...named,
  method: 'post',
  path: '/console/people/{name}/password',
  summary: 'Make a new password for somebody; their sessions end',
  body: changing({}),
  out: withPassword,
  async handle({ office: { people, session }, params: { name }, actor }) {
    mustBeSomebodyElse(session, name, 'change your password at /sign-in/password');
    return { name, password: await people.newPassword(name, actor) };
  },
});

export const peopleChanges = defineList({
  path: '/console/people-changes',
  tag,
  summary: 'Who gave whom which role, the newest first',
  needs: 'audit',
  filters: {},
  sorts: ['sequence'],
  row: z.object({
    sequence: z.number().int(),
    at: time,
    change: z.enum(changeKinds),
    ...person,
    actor: z.string().describe('Who did it; for people of the identity provider, its address'),
    reason: z.string(),
  }),
  async rows({ people: { changes } }, { limit, offset, descending }) {
    return { items: changes.rows({ limit, offset, descending }), total: changes.count() };
  },
});

export const peopleRoutes: readonly Route[] = [
  peopleRoute,
  addPersonRoute,
  personRoleRoute,
  removePersonRoute,
  newPasswordRoute,
  peopleChanges.json,
  peopleChanges.csv,
];
