import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { type Command, parseCommandLine, UsageError } from '../command.ts';
import { withStore } from '../connect.ts';
import { forReaders } from '../sql/readers.ts';

const formatName = /^[A-Za-z]\w*$/;

export const sql: Command = {
  help: `Usage: ringtrace sql "SELECT ..." [--format NAME] [--json]
       ringtrace sql --file FILE [--format NAME] [--json]

  ringtrace sql "SELECT carrier, count() FROM cdr GROUP BY carrier"
  ringtrace sql --file question.sql --format CSVWithNames > answer.csv
  echo "SELECT 1" | ringtrace sql -

Runs one query as the read-only user and streams the result to standard output. It has the limits of analysts:
for a long one, add SETTINGS max_execution_time = 300 (seconds; docs/operations.md has all limits).
  --file FILE    the query is in this file; '-', here or in place of the query, is standard input
  --format NAME  a ClickHouse format: PrettyCompact (default on a terminal), TSVWithNames (default elsewhere), JSONEachRow, CSVWithNames, Parquet, ...
  --json         the same as --format JSONEachRow

On a terminal, characters that would hide, move or reorder text are written out: \\u{1b}, in JSON \\u001b. Into a file or
a pipe every byte goes as it is, but for CSV: a text that a spreadsheet would run as a formula, since it begins with
= + - @, a tab or a line break, has a ' put before it. The other formats have it as it came.`,
  async run(args) {
    const { values, positionals } = parseCommandLine(args, {
      file: { type: 'string' },
      format: { type: 'string' },
      json: { type: 'boolean' },
    });
    const query = await queryOf(positionals, values.file);
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

/** The query itself, wherever it was given. */
async function queryOf([given, extra]: readonly string[], file: string | undefined): Promise<string> {
  if (extra !== undefined) throw new UsageError('one query at a time: put it in quotes');
  if (given !== undefined && file !== undefined)
    throw new UsageError('give the query, or --file, and not both');
  const path = file ?? (given === '-' ? given : undefined);
  const query = path === undefined ? (given ?? '') : await read(path);
  if (query.trim() !== '') return query;
  throw new UsageError(path === undefined ? 'the query is missing' : `there is no query in ${path}`);
}

async function read(path: string): Promise<string> {
  try {
    return path === '-' ? await text(process.stdin) : await readFile(path, 'utf8');
  } catch (error) {
    throw new Error(`can't read the query: ${error instanceof Error ? error.message : error}`);
  }
}
