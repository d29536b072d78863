ALTER TABLE judge_pairs
  ADD COLUMN IF NOT EXISTS is_returned Bool COMMENT 'the called number calls the calling number, in the hour or one beside it' AFTER called_hour,
  ADD COLUMN IF NOT EXISTS is_repeated Bool COMMENT 'the calling number calls the called number again, in the hour or one beside it' AFTER is_returned,
  DROP COLUMN IF EXISTS calls;
