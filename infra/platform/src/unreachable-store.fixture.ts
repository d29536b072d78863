import { openStore, type Store } from './clickhouse.ts';

/** A store at an address where nothing listens, for tests that must not query a store. */
export const unreachableStore = (): Store =>
  openStore({
    url: 'http://127.0.0.1:9',
    user: 'nobody',
    password: '',
    database: 'none',
    application: 'test',
  });
