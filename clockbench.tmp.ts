import { openScratchStore } from '/work/wt/watch/infra/local/src/migrations/scratch-store.ts';

const s = await openScratchStore();
try {
  const day = "toDateTime64('2025-03-04 00:00:00', 3, 'UTC')";
  // 20 carriers, 24M legs over 24 h = each call has 2 legs
  for (let h = 0; h < 24; h += 4)
    await s.store.command(`INSERT INTO cdr_store (carrier, start_time, call_id, ver, end_time, calling_number, called_number, upstream, downstream)
 SELECT concat('c', toString(leg = 0 ? a : b)), t + INTERVAL leg * 400 MILLISECOND, toString(n), 1, t + INTERVAL 30 SECOND, 12000000000 + cityHash64(n) % 8000000000, 13000000000 + cityHash64(n, 1) % 7000000000, if(leg = 0, 'x', concat('c', toString(a))), if(leg = 0, concat('c', toString(b)), 'x')
 FROM (SELECT number AS n, cityHash64(number, 5) % 20 AS a, (a + 1 + cityHash64(number, 6) % 19) % 20 AS b, ${day} + toIntervalMillisecond(${h} * 3600000 + number * 14) AS t FROM numbers(1000000)) ARRAY JOIN [0, 1] AS leg`);
  await s.store.command(
    `INSERT INTO arrivals SELECT carrier, toStartOfMinute(start_time), count() FROM cdr_store GROUP BY 1, 2`,
  );
  await s.store.command(
    `INSERT INTO batches (carrier, topic, partition, offset, source, sequence, produced_at, received_at, records, accepted, last_start) SELECT concat('c', toString(number % 20)), concat('cdr.c', toString(number % 20)), 0, number, 'sw', intDiv(number, 20), ${day} + toIntervalMillisecond(number * 3500), ${day} + toIntervalMillisecond(number * 3500), 1000, 1000, ${day} + toIntervalMillisecond(number * 3500) FROM numbers(24000)`,
  );
  for (const q of [
    'SELECT count() FROM cdr_store',
    "SELECT count() FROM cdr_store WHERE start_time >= '2025-03-04 20:00:00'",
    'SELECT * FROM clock_offsets ORDER BY carrier LIMIT 3',
    'SELECT carrier, sequence_gaps, clock_offset_s FROM feed_status LIMIT 2',
    'SELECT carrier, sequence_gaps FROM feed_status LIMIT 2',
  ]) {
    const t = performance.now();
    const r = await s.store.client.query({ query: q, format: 'TSV' });
    const text = await r.text();
    console.log(
      q,
      '\n',
      text.trim().replaceAll('\n', ' | '),
      Math.round(performance.now() - t),
      'ms',
      r.response_headers['x-clickhouse-summary'],
    );
  }
} finally {
  await s.close();
}
