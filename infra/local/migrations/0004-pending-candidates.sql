ALTER TABLE traceback_candidates_store
  ADD COLUMN IF NOT EXISTS pending_since DateTime64(3, 'UTC') COMMENT 'wall clock, when it last became pending; 1970 = never' CODEC(Delta, ZSTD(1)) AFTER opened_at;
ALTER TABLE traceback_candidates_store
  COMMENT COLUMN opened_at 'wall clock, when it was first opened; 1970 = never';
ALTER TABLE traceback_candidates_store
  COMMENT COLUMN status 'pending (waits for feeds that are behind), open, confirmed, dismissed, withdrawn (late data exonerates), merged (part of another campaign) or closed (long ended)';
