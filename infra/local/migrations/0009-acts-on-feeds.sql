ALTER TABLE case_events_store
  MODIFY COLUMN kind Enum8('case' = 0, 'traceback' = 1, 'request' = 2, 'answer' = 3, 'action' = 4, 'candidate' = 5, 'provider' = 6, 'demand' = 7, 'package' = 8, 'settings' = 9, 'feed' = 10) COMMENT 'kind of the thing that changed';
