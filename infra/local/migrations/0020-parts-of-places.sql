ALTER TABLE segments_store
  MODIFY COLUMN IF EXISTS part Enum8('all' = 0, 'origid' = 1, 'exchange' = 2, 'area' = 3, 'reused' = 4) COMMENT 'what tells calls of the place apart: the origid, the exchange of the callers, the area called, or that their numbers are used again and again; all = nothing';
ALTER TABLE judge_sums
  MODIFY COLUMN IF EXISTS key_part Enum8('all' = 0, 'origid' = 1, 'exchange' = 2, 'area' = 3, 'reused' = 4);
ALTER TABLE judge_parts
  MODIFY COLUMN IF EXISTS part Enum8('all' = 0, 'origid' = 1, 'exchange' = 2, 'area' = 3, 'reused' = 4) COMMENT 'all: of this class of callers some ring once',
  MODIFY COLUMN IF EXISTS value UInt64 COMMENT 'hash of the origid, first digits of the numbers of the exchange or area, or a number that is used again and again';
ALTER TABLE judge_parts MODIFY COMMENT 'Working space of the judge: what tells calls of one place apart in an hour.';
