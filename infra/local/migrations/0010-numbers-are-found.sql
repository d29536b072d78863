ALTER TABLE cdr_store
  ADD INDEX IF NOT EXISTS calling_numbers calling_number TYPE bloom_filter(0.01) GRANULARITY 1,
  ADD INDEX IF NOT EXISTS called_numbers called_number TYPE bloom_filter(0.01) GRANULARITY 1;
ALTER TABLE cdr_store
  MATERIALIZE INDEX calling_numbers,
  MATERIALIZE INDEX called_numbers;
