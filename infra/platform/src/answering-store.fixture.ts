import { type Params, parseRows, type Query, type Statement, type Store } from './clickhouse.ts';
import { unreachableStore } from './unreachable-store.fixture.ts';

/** What a store was asked to write: the name of a table or statement, or the beginning of a command, and its rows or parameters. */
interface Write {
  readonly to: string;
  readonly what: unknown;
}

/** Rows by the name of the query they answer, or what gives them for the query's parameters. */
export type Answers = Readonly<Record<string, readonly unknown[] | ((params: Params) => readonly unknown[])>>;

/** A store without an engine: queries have given answers, and writes are noted in order. A query without an answer throws. */
export function answeringStore(answers: Answers) {
  const asked: string[] = [];
  const written: Write[] = [];
  const store: Store = {
    ...unreachableStore(),
    async query<P extends Params, R>(query: Query<P, R>, params: P) {
      asked.push(query.name);
      const answer = answers[query.name];
      if (answer === undefined) throw new Error(`nobody answers '${query.name}'`);
      return parseRows(query, typeof answer === 'function' ? answer(params) : answer);
    },
    async run<P extends Params>({ name }: Statement<P>, params: P) {
      written.push({ to: name, what: params });
    },
    async command(sql, params) {
      written.push({
        to: sql
          .trim()
          .split(/[\s(]+/)
          .slice(0, 3)
          .join(' '),
        what: params,
      });
    },
    async insertRows({ name }, rows) {
      written.push({ to: name, what: [...rows] });
    },
  };
  return { store, asked, written };
}
