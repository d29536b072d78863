import { openStore } from '@ringtrace/platform/clickhouse';

/** A store that no server stands behind: a test answers its queries itself. */
export const nowhere = () =>
  openStore({ url: 'http://127.0.0.1:1', user: '', password: '', database: '', application: 'test' });
