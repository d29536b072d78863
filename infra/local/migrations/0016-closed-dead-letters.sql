ALTER TABLE dead_letters
  MODIFY COLUMN status LowCardinality(String) COMMENT 'open, replayed or closed';

ALTER TABLE dead_letters
  MODIFY COLUMN ver UInt8 COMMENT '0 open, 1 closed, 2 replayed (1 by older releases)';
