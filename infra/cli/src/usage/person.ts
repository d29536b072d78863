import { roles } from '@ringtrace/schemas/roles';
import { defineGroup, defineSubcommand } from '../usage.ts';
import { acting } from './acting.ts';
import { json } from './json.ts';

const name = { about: 'the name of the person, as the log of casework shows it' } as const;
const role = {
  type: 'string',
  value: 'ROLE',
  about: 'what this person may do; docs/console.md has a table',
  oneOf: roles,
  required: true,
} as const;
const carrier = {
  type: 'string',
  value: 'ID',
  about: 'with the role carrier: the carrier, whose own data alone this person sees',
  carrierId: true,
} as const;

const forceLast = {
  type: 'boolean',
  about: 'also where no lead is left then',
} as const;

const subcommands = {
  add: defineSubcommand({
    summary: 'let a person use the console',
    examples: [
      { does: 'an analyst', line: 'ringtrace person add anna --role analyst' },
      { does: 'somebody of a carrier', line: 'ringtrace person add carl --role carrier --carrier acme' },
    ],
    about: `It prints the password with which this person signs in. The password is shown this once, and only its digest is kept. The person can choose another one at /sign-in/password.`,
    arguments: { name },
    options: { role, carrier, ...acting },
  }),
  list: defineSubcommand({
    summary: 'who may use the console, and in which role',
    examples: [{ does: 'all people', line: 'ringtrace person list' }],
    arguments: {},
    options: { json },
  }),
  role: defineSubcommand({
    summary: 'give a person another role; their sessions end at once',
    examples: [{ does: 'anna becomes a lead', line: 'ringtrace person role anna --role lead' }],
    arguments: { name },
    options: { role, carrier, force: forceLast, ...acting },
  }),
  password: defineSubcommand({
    summary: 'make a new password for a person; their sessions end at once',
    examples: [{ does: 'anna has lost hers', line: 'ringtrace person password anna' }],
    about: 'It prints the password, this once.',
    arguments: { name },
    options: { ...acting },
  }),
  remove: defineSubcommand({
    summary: 'take a person away; their sessions end at once',
    examples: [{ does: 'anna has left', line: "ringtrace person remove anna --reason 'left the group'" }],
    about: 'The last lead can be taken away with --force alone: nobody could then give roles in the console.',
    arguments: { name },
    options: { force: forceLast, ...acting },
  }),
};

export const usage = defineGroup({
  examples: [
    ...subcommands.add.examples,
    ...subcommands.list.examples,
    ...subcommands.role.examples,
    ...subcommands.password.examples,
    ...subcommands.remove.examples,
  ],
  about: `The people who sign in to the console. The first start makes the person 'lead', with a password in console/password of RINGTRACE_HOME. Who gave whom which role is kept, and stands under Audit in the console. People of a group's identity provider need no entry here: docs/console.md says how they get their role.

These commands need no running Ringtrace.`,
  subcommands,
});
