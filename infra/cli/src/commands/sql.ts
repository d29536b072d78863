import { pipeline } from 'node:stream/promises';
import { type Command, parseCommandLine, UsageError } from '../command.ts';
import { withStore } from '../connect.ts';

const formatName = /^[A-Za-z]\w*$/;

export const sql: Command = {
  name: 'sql',
  summary: 'query the store as the read-only analyst',
  help: `Usage: ringtrace sql "SELECT ..." [--format NAME] [--json]

Runs one query as the read-only user and streams the result to standard output. It has the limits of analysts:
for a long one, add SETTINGS max_execution_time = 300 (seconds; docs/operations.md has all limits).
  --format NAME  a ClickHouse format: PrettyCompact (default on a terminal), TSVWithNames (default elsewhere), JSONEachRow, CSVWithNames, Parquet, ...
  --json         the same as --format JSONEachRow

  ringtrace sql "SELECT carrier, count() FROM cdr GROUP BY carrier"`,
  async run(args) {
    const { values, positionals } = parseCommandLine(args, {
      format: { type: 'string' },
      json: { type: 'boolean' },
    });
    const [query, extra] = positionals;
    if (query === undefined) throw new UsageError('the query is missing');
    if (extra !== undefined) throw new UsageError('one query at a time: put it in quotes');
    const usual = process.stdout.isTTY ? 'PrettyCompact' : 'TSVWithNames';
    const format = values.json === true ? 'JSONEachRow' : (values.format ?? usual);
    if (!formatName.test(format)) throw new UsageError(`'${format}' is not the name of a format`);
    await withStore('readOnly', async ({ store, config }) => {
      // The embedded engine has a user for this; of an external server's user the same is asked.
      const external = config.CLICKHOUSE_URL !== undefined;
      const { stream } = await store.client.exec({
        query,
        http_headers: { 'X-ClickHouse-Format': format },
        ...(external ? { clickhouse_settings: { readonly: '2' } } : {}),
      });
      await pipeline(stream, process.stdout, { end: false });
    });
    return 0;
  },
};
