import { defineUsage } from '../usage.ts';

export const usage = defineUsage({
  examples: [
    {
      does: "a server's tables, before its workers start",
      line: 'CLICKHOUSE_URL=http://clickhouse1:8123 CLICKHOUSE_USER=ringtrace ringtrace migrate',
    },
  ],
  about: `Makes the database where there is none, and brings its tables and views to this version. Each migration runs once, and one process migrates at a time. After a failure half-way, run it again. 'ringtrace up' does the same by itself.`,
  arguments: {},
  options: {},
});
