CREATE TABLE IF NOT EXISTS worker_troubles
(
  worker LowCardinality(String) COMMENT 'detect or ingest',
  host String COMMENT 'name of the machine the worker runs on',
  what LowCardinality(String) COMMENT 'rounds, or \'insert into\' and the table',
  failures UInt32 COMMENT 'failures in a row; 0 = it went well again',
  reason String COMMENT 'kind of the last error',
  since DateTime64(3, 'UTC') COMMENT 'first of these failures',
  at DateTime64(3, 'UTC') COMMENT 'when this was told'
)
ENGINE = ReplacingMergeTree(at)
ORDER BY (worker, host, what)
TTL toDateTime(at) + INTERVAL 7 DAY
COMMENT 'What a worker tries and fails to do again and again, one row a worker and deed. Read with FINAL.';
