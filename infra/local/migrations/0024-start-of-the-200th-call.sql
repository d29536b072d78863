ALTER TABLE traceback_candidates_store
  ADD COLUMN IF NOT EXISTS enough_at DateTime64(3, 'UTC') COMMENT 'start of its 200th call: it is pending until live feeds have come so far; 1970 = not known' CODEC(Delta, ZSTD(1)) AFTER event_time;
