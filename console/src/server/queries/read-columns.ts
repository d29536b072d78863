import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { inWords, SqlError } from './analyst.ts';
import { engineErrorOf } from './within-time.ts';

const row = z.object({ explain: z.string() });

/** Columns that hold called numbers in full, whatever table has them, or texts that may quote them. */
const unmasked = /^(?:called_number.*|original|evidence|detail|data|facts|identity.*)$/;

/** Statements that name tables and columns, and show no row of them. A parenthesis could hold a query, so none has one. */
const aboutTables =
  /^(?:SHOW\s+(?:TABLES|DATABASES|COLUMNS|CREATE|FUNCTIONS)\b[^()]*|(?:DESCRIBE|DESC)\s+(?:TABLE\s+)?[\w.`"]+)$/i;

/** Words by which a statement gets around the engine's account of its columns, and what they are called in a message. */
const evading: readonly (readonly [RegExp, string])[] = [
  [/\bSETTINGS\b/i, 'changes settings (SETTINGS)'],
  [/\bEXPLAIN\b/i, 'asks how a query runs (EXPLAIN)'],
];

/** Nodes of the engine's account that are understood: what they read stands in nodes of the kind COLUMN. */
const understood = new Set([
  'QUERY',
  'UNION',
  'LIST',
  'COLUMN',
  'FUNCTION',
  'CONSTANT',
  'LAMBDA',
  'TABLE',
  'JOIN',
  'CROSS_JOIN',
  'ARRAY_JOIN',
  'SORT',
  'WINDOW',
  'INTERPOLATE',
]);

/** Tables of the engine itself that say which tables, columns and functions there are. Others hold the texts of queries. */
const catalogue = /^system\.(?:tables|columns|databases|functions|one|numbers)$/;

/**
 * Why SQL of a person needs a reason, such as 'reads called_number'; undefined = it reads no called number in full. The engine says
 * which columns a statement reads, of tables and views, also behind `*`. Where the engine can't say, or its account is not
 * understood, a reason is needed. Throws SqlError where the statement itself is at fault.
 */
export async function whyReason(store: Pick<Store, 'query'>, sql: string): Promise<string | undefined> {
  const statement = withoutComments(sql).replace(/[\s;]+$/, '');
  if (aboutTables.test(statement)) return undefined;
  if (!/^[\s(]*(?:SELECT|WITH)\b/i.test(statement)) return 'is no SELECT';
  const evaded = evading.find(([word]) => word.test(sql));
  if (evaded !== undefined) return evaded[1];
  const explained = defineQuery()({
    name: 'console: columns that a statement reads',
    row,
    sql: `EXPLAIN QUERY TREE ${sql.replace(/[\s;]+$/, '')}\n`,
  });
  try {
    const lines = await store.query(explained, {});
    return whyOf(lines.map(({ explain }) => explain).join('\n'));
  } catch (error) {
    const told = engineErrorOf(error);
    if (told === undefined) throw error;
    if (showsNoValue(told.type, sql)) throw new SqlError(inWords(told.message, told.type));
    return 'is one of which the engine can not say what it reads';
  }
}

interface AccountNode {
  readonly kind: string;
  /** Of its line, behind its kind and id. */
  readonly rest: string;
}

/** Every name that the nodes of a kind may have, since an alias can hold the words before a name, too. '' = a node without any. */
const namesIn = (nodes: readonly AccountNode[], kind: string, name: RegExp): string[] =>
  nodes
    .filter((node) => node.kind === kind)
    .flatMap(({ rest }) => {
      const found = [...rest.matchAll(name)].map(([, one = '']) => one);
      return found.length === 0 ? [''] : found;
    });

/**
 * What the engine's account of a statement says; see whyReason.
 * @public for its test
 */
export function whyOf(account: string): string | undefined {
  const nodes = [...account.matchAll(/^\s*([A-Z_]+) id: \d+(.*)$/gm)].map(
    ([, kind = '', rest = '']): AccountNode => ({ kind, rest }),
  );
  const [first] = nodes;
  if (first?.kind !== 'QUERY' && first?.kind !== 'UNION')
    return 'is one of which it is not known what it reads';
  const columns = namesIn(nodes, 'COLUMN', /\bcolumn_name: (\w+)/g);
  const names = [...new Set(columns.filter((name) => unmasked.test(name)))].sort();
  if (names.length > 0) return `reads ${names.join(' and ')}`;
  if (nodes.some(({ kind }) => kind === 'TABLE_FUNCTION')) return 'reads a table function, such as view()';
  const tables = namesIn(nodes, 'TABLE', /\btable_name: (\S+)/g);
  const own = tables.find((name) => name.startsWith('system.') && !catalogue.test(name));
  if (own !== undefined) return `reads ${own}`;
  if (columns.includes('') || tables.includes('') || !nodes.every(({ kind }) => understood.has(kind)))
    return 'is one of which it is not known what it reads';
  return undefined;
}

/** Whether an error of the engine can quote no value of the store. Only a subquery is run while a statement is read. */
const showsNoValue = (type: string | undefined, sql: string) =>
  type === 'SYNTAX_ERROR' || (sql.match(/\bSELECT\b/gi) ?? []).length < 2;

/** A statement without comments before it. */
const withoutComments = (sql: string) => sql.replace(/^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/, '');
