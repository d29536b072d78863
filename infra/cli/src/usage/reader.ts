import { readerRoles } from '@ringtrace/local/rights/names';
import { defineGroup, defineSubcommand } from '../usage.ts';
import { json } from './json.ts';

const name = { about: 'the name with which this reader logs in at ClickHouse' } as const;

const subcommands = {
  add: defineSubcommand({
    summary: 'let somebody read the store with SQL of their own',
    examples: [
      {
        does: 'an analyst, who sees masked called numbers',
        line: 'ringtrace reader add anna --role analyst',
      },
      { does: "a carrier's engineer", line: 'ringtrace reader add nils --role carrier --carrier north' },
    ],
    about: `It prints the password. The password is shown this once, and only its digest is kept, in readers.json of RINGTRACE_HOME. The embedded engine knows the reader after its next start. For a server of your own, 'ringtrace reader sql' prints the statements.`,
    arguments: { name },
    options: {
      role: {
        type: 'string',
        value: 'ROLE',
        about:
          'analyst: all but whole called numbers and the texts around them. tracer: all but the log, demands and packages. lead: all. carrier: records of one carrier',
        oneOf: readerRoles,
        required: true,
      },
      carrier: {
        type: 'string',
        value: 'ID',
        about: 'with the role carrier: the carrier, whose own records alone this reader sees',
        carrierId: true,
      },
    },
  }),
  list: defineSubcommand({
    summary: 'who may read the store, and in which role',
    examples: [{ does: 'all readers', line: 'ringtrace reader list' }],
    arguments: {},
    options: { json },
  }),
  remove: defineSubcommand({
    summary: 'take a reader away, at the next start',
    examples: [{ does: 'anna has left', line: 'ringtrace reader remove anna' }],
    arguments: { name },
    options: {},
  }),
  sql: defineSubcommand({
    summary: 'print the rights as statements for a ClickHouse server',
    examples: [{ does: 'the statements in a file', line: '(umask 077; ringtrace reader sql > rights.sql)' }],
    about: `It prints roles, grants, row policies, quotas, a settings profile and views for a server, and each reader with the digest of its password. Limits of memory and threads are those of this machine: run it on the machine of the server, or set RINGTRACE_ANALYST_*. Run the statements after 'ringtrace migrate', and again after an upgrade, because an upgrade may add columns.`,
    arguments: {},
    options: {},
  }),
};

export const usage = defineGroup({
  examples: [
    ...subcommands.add.examples,
    ...subcommands.list.examples,
    ...subcommands.remove.examples,
    ...subcommands.sql.examples,
  ],
  about: `Readers are people and programs that ask ClickHouse in SQL. What each role sees: docs/operations.md#readers. People of the console are others: 'ringtrace person'.

These commands need no running Ringtrace.`,
  subcommands,
});
