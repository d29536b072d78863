import { rightsOf } from '@ringtrace/local/rights/model';
import type { ReaderRole } from '@ringtrace/local/rights/names';
import { addReader, loadReaders, readersFile, removeReader } from '@ringtrace/local/rights/reader-file';
import { serverStatements } from '@ringtrace/local/rights/server-sql';
import { analystLimitsOf } from '@ringtrace/platform/analyst-limits';
import { loadConfig } from '@ringtrace/platform/config';
import { command, group, UsageError } from '../command.ts';
import { print, printJson, say, table } from '../output.ts';
import { usage } from '../usage/reader.ts';

const fileOf = () => readersFile(loadConfig().RINGTRACE_HOME);
const { add, list, remove, sql } = usage.subcommands;

/** The carrier of a reader: named with the role carrier, and with no other. */
function carrierFor(role: ReaderRole, carrier: string | undefined): string {
  if (role !== 'carrier') {
    if (carrier !== undefined) throw new UsageError('--carrier goes with --role carrier only');
    return '';
  }
  if (carrier === undefined) throw new UsageError('--role carrier needs --carrier ID');
  return carrier;
}

export const reader = group('reader', usage, {
  add: command(add, async ({ name }, { role, carrier: given }) => {
    const carrier = carrierFor(role, given);
    print(addReader(fileOf(), { name, role, carrier }));
    const { database } = rightsOf({ role, carrier }, loadConfig().CLICKHOUSE_DATABASE);
    say(
      `The password is shown this once. ${name} can log in after the next start of Ringtrace, and reads the database ${database}.`,
    );
    return 0;
  }),
  list: command(list, async (_, { json }) => {
    const { CLICKHOUSE_DATABASE: database } = loadConfig();
    const found = loadReaders(fileOf()).map((one) => ({
      name: one.name,
      role: one.role,
      carrier: one.carrier,
      database: rightsOf(one, database).database,
      added: new Date(one.added_at).toISOString(),
    }));
    if (json) printJson(found);
    else if (found.length === 0) print("No readers: 'ringtrace reader add NAME --role ROLE' adds one.");
    else print(table(found));
    return 0;
  }),
  remove: command(remove, async ({ name }) => {
    removeReader(fileOf(), name);
    print(`${name} can't log in any more after the next start of Ringtrace.`);
    return 0;
  }),
  sql: command(sql, async () => {
    const config = loadConfig();
    const statements = serverStatements(
      loadReaders(fileOf()),
      config.CLICKHOUSE_DATABASE,
      analystLimitsOf(config),
    );
    print(statements.map((one) => `${one};`).join('\n'));
    return 0;
  }),
});
