import { pipeline } from 'node:stream/promises';
import { type Command, parseCommandLine, UsageError } from '../command.ts';
import { withStore } from '../connect.ts';
import { forReaders } from '../sql/readers.ts';

const formatName = /^[A-Za-z]\w*$/;

export const sql: Command = {
  help: `Usage: ringtrace sql "SELECT ..." [--format NAME] [--json]

Runs one query as the read-only user and streams the result to standard output.
  --format NAME  a ClickHouse format: PrettyCompact (default on a terminal), TSVWithNames (default elsewhere), JSONEachRow, CSVWithNames, Parquet, ...
  --json         the same as --format JSONEachRow

On a terminal, characters that would hide, move or reorder text are written out: \\u{1b}, in JSON \\u001b. Into a file or
a pipe every byte goes as it is, but for CSV: a text that a spreadsheet would run as a formula, since it begins with
= + - @, a tab or a line break, has a ' put before it. The other formats have it as it came.

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
      const { stream, response_headers } = await store.client.exec({
        query,
        http_headers: { 'X-ClickHouse-Format': format },
        ...(external ? { clickhouse_settings: { readonly: '2' } } : {}),
      });
      // The query's own FORMAT goes before the one asked for.
      const given = String(response_headers['x-clickhouse-format'] ?? format);
      await pipeline(stream, forReaders(given, process.stdout.isTTY), process.stdout, { end: false });
    });
    return 0;
  },
};
