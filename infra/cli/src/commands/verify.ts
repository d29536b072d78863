import { visible } from '@ringtrace/platform/visible';
import { type Command, noPositionals, parseCommandLine } from '../command.ts';
import { withStore } from '../connect.ts';
import { print, printJson } from '../output.ts';
import { type Check, verify as runChecks } from '../verify/verify.ts';

const lines = ({ name, ok, detail, differences }: Check) => [
  `${ok ? 'ok     ' : 'DIFFERS'}  ${name}: ${detail}`,
  ...differences.map((difference) => `           ${visible(difference)}`),
];

export const verify: Command = {
  help: `Usage: ringtrace verify [--json]

Reads the feed topics again up to what is committed, judges every record anew and compares with the store: the accounts
(fed = accepted + dead letters; accepted = stored + superseded), every record at its highest revision, every rollup
against cdr. Exits 1 on a difference. What is still on its way differs too: 'ringtrace status --wait-idle' first.`,
  async run(args) {
    const { values, positionals } = parseCommandLine(args, { json: { type: 'boolean' } });
    noPositionals(positionals);
    const verdict = await withStore('readWrite', ({ store, kafka, schemas }) =>
      runChecks(store, kafka, schemas),
    );
    if (values.json) printJson(verdict);
    else for (const line of verdict.checks.flatMap(lines)) print(line);
    return verdict.ok ? 0 : 1;
  },
};
