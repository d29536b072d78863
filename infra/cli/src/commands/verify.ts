import { visible } from '@ringtrace/platform/visible';
import { command } from '../command.ts';
import { withStore } from '../connect.ts';
import { print, printJson } from '../output.ts';
import { usage } from '../usage/verify.ts';
import { type Check, verify as runChecks } from '../verify/verify.ts';

const lines = ({ name, ok, detail, differences }: Check) => [
  `${ok ? 'ok     ' : 'DIFFERS'}  ${name}: ${detail}`,
  ...differences.map((difference) => `           ${visible(difference)}`),
];

export const verify = command(usage, async (_, { json }) => {
  const verdict = await withStore('readWrite', ({ store, kafka, schemas }) =>
    runChecks(store, kafka, schemas),
  );
  if (json) printJson(verdict);
  else for (const line of verdict.checks.flatMap(lines)) print(line);
  return verdict.ok ? 0 : 1;
});
