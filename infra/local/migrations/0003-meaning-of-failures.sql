ALTER TABLE worker_troubles COMMENT COLUMN IF EXISTS failures 'failures in a row; 0 = it went well again';
ALTER TABLE worker_troubles COMMENT COLUMN IF EXISTS reason 'kind of the last error';
