ALTER TABLE dead_letters
  MODIFY COLUMN ver UInt8 COMMENT '0 open, then one more each time it is closed or opened again; 255 replayed (1 or 2 by older releases)';
