import { openTokens } from '@ringtrace/cases/api/tokens';
import { loadConfig } from '@ringtrace/platform/config';
import { visible } from '@ringtrace/platform/visible';
import { command, group } from '../command.ts';
import { print, printJson, say, table } from '../output.ts';
import { usage } from '../usage/token.ts';

const tokens = () => openTokens(loadConfig().RINGTRACE_HOME);

export const token = group('token', usage, {
  add: command(usage.subcommands.add, async ({ name }, options) => {
    print(tokens().add(name, options['read-only'] === true ? 'read' : 'act'));
    say('The token is shown this once. How to use it: docs/casework/api.md');
    return 0;
  }),
  list: command(usage.subcommands.list, async (_, { json }) => {
    const found = tokens()
      .list()
      .map(({ name, role, made_at }) => ({ name, may: role, made: new Date(made_at).toISOString() }));
    if (json) printJson(found);
    else if (found.length === 0) print("Nobody has a token: 'ringtrace token add NAME' makes one.");
    else print(table(found.map((one) => ({ ...one, name: visible(one.name) }))));
    return 0;
  }),
  revoke: command(usage.subcommands.revoke, async ({ name }) => {
    tokens().revoke(name);
    print(`${visible(name)} has no token any more.`);
    return 0;
  }),
});
