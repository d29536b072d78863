import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { whyUnreadable } from '@ringtrace/platform/unreadable';
import { command, UsageError } from '../command.ts';
import { withStore } from '../connect.ts';
import { forReaders } from '../sql/readers.ts';
import { usage } from '../usage/sql.ts';

const formatName = /^[A-Za-z]\w*$/;

export const sql = command(usage, async (given, options) => {
  const query = await queryOf(given.query, options.file);
  const usual = process.stdout.isTTY ? 'PrettyCompact' : 'TSVWithNames';
  const format = options.json ? 'JSONEachRow' : (options.format ?? usual);
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
});

/** The query itself, wherever it was given. */
async function queryOf([given, extra]: readonly string[], file: string | undefined): Promise<string> {
  if (extra !== undefined) throw new UsageError('one query at a time: put it in quotes');
  if (given !== undefined && file !== undefined)
    throw new UsageError('give the query, or --file, and not both');
  const path = file ?? (given === '-' ? given : undefined);
  const query = path === undefined ? (given ?? '') : await read(path);
  if (query.trim() !== '') return query;
  throw new UsageError(
    path === undefined
      ? "the query is missing ('-' reads it from standard input)"
      : `there is no query in ${path}`,
  );
}

async function read(path: string): Promise<string> {
  try {
    return path === '-' ? await text(process.stdin) : await readFile(path, 'utf8');
  } catch (error) {
    throw new Error(`can't read the query in ${path}: ${whyUnreadable(error)}`);
  }
}
