import type { Params, Store } from './clickhouse.ts';
import { unreachableStore } from './unreachable-store.fixture.ts';

/** What a store answers, by the name of the query. */
type Answers = Readonly<Record<string, (params: Params) => readonly unknown[]>>;

/** A store in memory that has an answer for some queries. Any other query fails with its name. `asked` notes the names, in order. */
export function answeringStore(answers: Answers): { store: Store; asked: string[] } {
  const asked: string[] = [];
  const store: Store = {
    ...unreachableStore(),
    query: async ({ name, row }, params) => {
      asked.push(name);
      const answer = answers[name];
      if (answer === undefined) throw new Error(`no answer for the query '${name}'`);
      return answer(params).map((one) => row.parse(one));
    },
  };
  return { store, asked };
}
