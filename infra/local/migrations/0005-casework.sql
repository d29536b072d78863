CREATE TABLE IF NOT EXISTS case_events_store
(
  sequence UInt64 COMMENT 'place of the event in the log' CODEC(Delta, ZSTD(1)),
  at DateTime64(3, 'UTC') COMMENT 'when it was written; never before the event ahead of it' CODEC(Delta, ZSTD(1)),
  kind Enum8('case' = 0, 'traceback' = 1, 'request' = 2, 'answer' = 3, 'action' = 4, 'candidate' = 5, 'provider' = 6, 'demand' = 7, 'package' = 8, 'settings' = 9) COMMENT 'kind of the thing that changed',
  id String COMMENT 'of the thing' CODEC(ZSTD(1)),
  version UInt32 COMMENT 'place in the stream of its thing, from 1',
  case_id String COMMENT 'the case that the thing belongs to; \'\' = none' CODEC(ZSTD(1)),
  type LowCardinality(String) COMMENT 'what happened',
  actor LowCardinality(String) COMMENT 'who did it; \'ringtrace\' = a rule',
  reason String COMMENT 'in the actor\'s words; \'\' = not said' CODEC(ZSTD(1)),
  data String COMMENT 'JSON' CODEC(ZSTD(3)),
  hash String COMMENT 'SHA-256 over this event and the hash before it' CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree
ORDER BY (sequence)
COMMENT 'Copy of the log of casework. Read it through the view case_events.';

CREATE TABLE IF NOT EXISTS cases_store
(
  case_id String COMMENT 'id of the case',
  status Enum8('open' = 0, 'closed' = 1) COMMENT 'open or closed',
  source Enum8('campaign' = 0, 'agency' = 1, 'honeypot' = 2, 'complaint' = 3, 'enterprise' = 4) COMMENT 'where the case came from',
  title String COMMENT 'in the words of who opened it' CODEC(ZSTD(1)),
  category LowCardinality(String) COMMENT 'kind of scam in the words of the group',
  campaign_id String COMMENT '\'\' = opened without a campaign',
  candidate_id String COMMENT 'id of the candidate',
  live Bool COMMENT 'one live scam call, counted apart',
  assignee LowCardinality(String) COMMENT 'who works on it; \'\' = nobody',
  held Bool COMMENT 'under legal hold',
  outcome String COMMENT 'in the words of who closed it' CODEC(ZSTD(1)),
  opened_at DateTime64(3, 'UTC') COMMENT 'when it was opened' CODEC(Delta, ZSTD(1)),
  closed_at DateTime64(3, 'UTC') COMMENT '1970 = open' CODEC(Delta, ZSTD(1)),
  sequence UInt64 COMMENT 'place of the event in the log' CODEC(Delta, ZSTD(1)),
  changed_at DateTime64(3, 'UTC') COMMENT 'when the event was written' CODEC(Delta, ZSTD(1)),
  changed_by LowCardinality(String) COMMENT 'who caused the event'
)
ENGINE = ReplacingMergeTree
ORDER BY (case_id, sequence)
COMMENT 'Cases. One row for each event; the view without _store has the newest, and its form _as_of that of any moment.';

CREATE TABLE IF NOT EXISTS tracebacks_store
(
  traceback_id String COMMENT 'id of the traceback',
  case_id String COMMENT 'id of the case',
  calling_number UInt64 COMMENT 'E.164 digits; 0 = withheld',
  called_number UInt64 COMMENT 'E.164 digits',
  call_time DateTime64(3, 'UTC') COMMENT 'about when the call began' CODEC(Delta, ZSTD(1)),
  window_s UInt32 COMMENT 'seconds before and after call_time in which it began',
  status Enum8('open' = 0, 'ended' = 1) COMMENT 'open or ended',
  outcome Enum8('' = 0, 'caller_identified' = 1, 'originator_identified' = 2, 'foreign' = 3, 'non_responsive' = 4, 'no_record' = 5, 'refused' = 6, 'disputed' = 7, 'withdrawn' = 8) COMMENT '\'\' = open',
  provider LowCardinality(String) COMMENT 'that the outcome is about',
  country LowCardinality(String) COMMENT 'of a foreign end',
  detail String COMMENT 'the end in words' CODEC(ZSTD(1)),
  ask LowCardinality(String) COMMENT 'provider to ask next; \'\' = nobody',
  hops UInt8 COMMENT 'providers in the path',
  proven_hops UInt8 COMMENT 'by record, or by record and answer',
  opened_at DateTime64(3, 'UTC') COMMENT 'when it was opened' CODEC(Delta, ZSTD(1)),
  ended_at DateTime64(3, 'UTC') COMMENT '1970 = open' CODEC(Delta, ZSTD(1)),
  sequence UInt64 COMMENT 'place of the event in the log' CODEC(Delta, ZSTD(1)),
  changed_at DateTime64(3, 'UTC') COMMENT 'when the event was written' CODEC(Delta, ZSTD(1)),
  changed_by LowCardinality(String) COMMENT 'who caused the event'
)
ENGINE = ReplacingMergeTree
ORDER BY (traceback_id, sequence)
COMMENT 'Tracebacks of one call each. One row for each event; the view without _store has the newest, and its form _as_of that of any moment.';

CREATE TABLE IF NOT EXISTS hops_store
(
  traceback_id String COMMENT 'id of the traceback',
  position UInt8 COMMENT 'from 1, the terminating provider, towards the origin',
  provider LowCardinality(String) COMMENT 'id of the provider',
  role Enum8('terminating' = 0, 'transit' = 1, 'gateway' = 2, 'originating' = 3, 'foreign' = 4, 'unknown' = 5) COMMENT 'part of the provider in the path',
  basis Enum8('record' = 0, 'answer' = 1, 'both' = 2, 'contradicted' = 3, 'named' = 4) COMMENT 'how the hop is known; contradicted: record and answer differ; named: only the provider below names it',
  reported Bool COMMENT 'the provider itself reported a leg of the call',
  answer_id String COMMENT 'that the hop rests on',
  country LowCardinality(String) COMMENT 'of a foreign provider, as answered',
  detail String COMMENT 'the record or answer that the hop rests on, in words' CODEC(ZSTD(1)),
  sequence UInt64 COMMENT 'place of the event in the log' CODEC(Delta, ZSTD(1)),
  changed_at DateTime64(3, 'UTC') COMMENT 'when the event was written' CODEC(Delta, ZSTD(1)),
  changed_by LowCardinality(String) COMMENT 'who caused the event'
)
ENGINE = ReplacingMergeTree
ORDER BY (traceback_id, sequence, position)
COMMENT 'Hops of tracebacks, all of a path after each event that changed it. The view hops has the newest path, hops_as_of that of any moment.';

CREATE TABLE IF NOT EXISTS requests_store
(
  request_id String COMMENT 'id of the request',
  traceback_id String COMMENT 'id of the traceback',
  case_id String COMMENT 'id of the case',
  provider LowCardinality(String) COMMENT 'that is asked',
  position UInt8 COMMENT 'hop of the provider when it was asked',
  status Enum8('draft' = 0, 'approved' = 1, 'sent' = 2, 'delivered' = 3, 'bounced' = 4, 'acknowledged' = 5, 'overdue' = 6, 'non_responsive' = 7, 'answered' = 8, 'answered_late' = 9, 'withdrawn' = 10, 'not_needed' = 11) COMMENT 'how far the request is',
  batch_id String COMMENT 'requests that went out in one message share it',
  channel Enum8('' = 0, 'file' = 1, 'email' = 2, 'webhook' = 3) COMMENT '\'\' = not sent',
  address String COMMENT 'path, mail address or URL it was sent to',
  named_by LowCardinality(String) COMMENT 'provider below, which named this one',
  volume_calls UInt64 COMMENT 'suspicious calls of the campaign through the provider',
  sha256 Array(String) COMMENT 'of the bytes that were sent',
  calendar String COMMENT 'JSON: the calendar that the due time was computed with' CODEC(ZSTD(3)),
  answer_id String COMMENT 'id of the answer',
  reminders UInt8 COMMENT 'reminders sent',
  drafted_at DateTime64(3, 'UTC') COMMENT 'when it was drafted' CODEC(Delta, ZSTD(1)),
  approved_at DateTime64(3, 'UTC') COMMENT '1970 = never, as in the columns that follow' CODEC(Delta, ZSTD(1)),
  sent_at DateTime64(3, 'UTC') COMMENT 'when it was sent' CODEC(Delta, ZSTD(1)),
  delivered_at DateTime64(3, 'UTC') COMMENT 'when it arrived' CODEC(Delta, ZSTD(1)),
  acknowledged_at DateTime64(3, 'UTC') COMMENT 'when the provider said that it works on it' CODEC(Delta, ZSTD(1)),
  due_at DateTime64(3, 'UTC') COMMENT 'when the answer is due, by the calendar' CODEC(Delta, ZSTD(1)),
  reminded_at DateTime64(3, 'UTC') COMMENT 'when the last reminder was sent' CODEC(Delta, ZSTD(1)),
  answered_at DateTime64(3, 'UTC') COMMENT 'when the answer came in' CODEC(Delta, ZSTD(1)),
  sequence UInt64 COMMENT 'place of the event in the log' CODEC(Delta, ZSTD(1)),
  changed_at DateTime64(3, 'UTC') COMMENT 'when the event was written' CODEC(Delta, ZSTD(1)),
  changed_by LowCardinality(String) COMMENT 'who caused the event'
)
ENGINE = ReplacingMergeTree
ORDER BY (request_id, sequence)
COMMENT 'Requests to providers. One row for each event; the view without _store has the newest, and its form _as_of that of any moment.';

CREATE TABLE IF NOT EXISTS answers_store
(
  answer_id String COMMENT 'id of the answer',
  request_id String COMMENT 'id of the request',
  traceback_id String COMMENT 'id of the traceback',
  provider LowCardinality(String) COMMENT 'that answered',
  kind Enum8('upstream' = 0, 'own_customer' = 1, 'foreign_upstream' = 2, 'own_gateway' = 3, 'no_record' = 4, 'retained_out' = 5, 'wrong_provider' = 6, 'refused' = 7, 'legal_process_required' = 8) COMMENT 'what was answered',
  upstream LowCardinality(String) COMMENT 'provider that was named',
  country LowCardinality(String) COMMENT 'ISO 3166, of the provider or customer named',
  customer_name String COMMENT 'own customer that made the call' CODEC(ZSTD(1)),
  customer_address String COMMENT 'as given' CODEC(ZSTD(1)),
  customer_contact String COMMENT 'mail address and telephone number as given' CODEC(ZSTD(1)),
  know_your_customer String COMMENT 'the provider\'s own decision' CODEC(ZSTD(1)),
  consent_claimed Bool COMMENT 'the provider says that the called parties agreed',
  consent_evidence String COMMENT 'what was supplied; \'\' = nothing' CODEC(ZSTD(1)),
  searched_from DateTime64(3, 'UTC') COMMENT 'window in which no record was found; 1970 = not said' CODEC(Delta, ZSTD(1)),
  searched_to DateTime64(3, 'UTC') COMMENT 'its end' CODEC(Delta, ZSTD(1)),
  reason String COMMENT 'for a refusal' CODEC(ZSTD(1)),
  note String COMMENT 'anything else that was said' CODEC(ZSTD(1)),
  agreement Enum8('agrees' = 0, 'contradicts' = 1, 'unknown' = 2) COMMENT 'with members\' records',
  findings Array(String) COMMENT 'a sentence for each record that agrees or contradicts',
  given_by String COMMENT 'who answered for the provider, as given',
  way Enum8('link' = 0, 'file' = 1, 'api' = 2, 'command' = 3) COMMENT 'how the answer came in',
  sha256 String COMMENT 'of the bytes that came in; \'\' = typed in by hand',
  received_at DateTime64(3, 'UTC') COMMENT 'when what was answered last came in' CODEC(Delta, ZSTD(1)),
  given_at DateTime64(3, 'UTC') COMMENT 'when the first answer was written down' CODEC(Delta, ZSTD(1)),
  amended_at DateTime64(3, 'UTC') COMMENT 'when it was amended last; 1970 = never' CODEC(Delta, ZSTD(1)),
  amendments UInt8 COMMENT 'times that it was amended',
  sequence UInt64 COMMENT 'place of the event in the log' CODEC(Delta, ZSTD(1)),
  changed_at DateTime64(3, 'UTC') COMMENT 'when the event was written' CODEC(Delta, ZSTD(1)),
  changed_by LowCardinality(String) COMMENT 'who caused the event'
)
ENGINE = ReplacingMergeTree
ORDER BY (answer_id, sequence)
COMMENT 'Answers of providers. One row for each event; the view without _store has the newest, and its form _as_of that of any moment.';

CREATE TABLE IF NOT EXISTS actions_store
(
  action_id String COMMENT 'id of the action',
  case_id String COMMENT 'id of the case',
  traceback_id String COMMENT 'id of the traceback',
  provider LowCardinality(String) COMMENT 'that acted',
  caller String COMMENT 'name as answered, or id in the records of the provider',
  action Enum8('warned' = 0, 'suspended' = 1, 'terminated' = 2, 'blocked' = 3) COMMENT 'what the provider did',
  taken_at DateTime64(3, 'UTC') COMMENT 'when the provider acted' CODEC(Delta, ZSTD(1)),
  detail String COMMENT 'in words' CODEC(ZSTD(1)),
  withdrawn Bool COMMENT 'recorded by mistake',
  recorded_at DateTime64(3, 'UTC') COMMENT 'when it was written down here' CODEC(Delta, ZSTD(1)),
  sequence UInt64 COMMENT 'place of the event in the log' CODEC(Delta, ZSTD(1)),
  changed_at DateTime64(3, 'UTC') COMMENT 'when the event was written' CODEC(Delta, ZSTD(1)),
  changed_by LowCardinality(String) COMMENT 'who caused the event'
)
ENGINE = ReplacingMergeTree
ORDER BY (action_id, sequence)
COMMENT 'Actions of providers on callers. One row for each event; the view without _store has the newest, and its form _as_of that of any moment.';

CREATE TABLE IF NOT EXISTS verdicts_store
(
  candidate_id String COMMENT 'id of the candidate',
  campaign_id String,
  verdict Enum8('' = 0, 'confirmed' = 1, 'dismissed' = 2) COMMENT '\'\' = taken back',
  revision UInt64 COMMENT 'of the candidate that the person saw',
  score Float64 COMMENT 'that the candidate had then',
  given_by LowCardinality(String) COMMENT 'who gave it',
  reason String COMMENT 'why' CODEC(ZSTD(1)),
  given_at DateTime64(3, 'UTC') COMMENT 'when it was given' CODEC(Delta, ZSTD(1)),
  sequence UInt64 COMMENT 'place of the event in the log' CODEC(Delta, ZSTD(1)),
  changed_at DateTime64(3, 'UTC') COMMENT 'when the event was written' CODEC(Delta, ZSTD(1)),
  changed_by LowCardinality(String) COMMENT 'who caused the event'
)
ENGINE = ReplacingMergeTree
ORDER BY (candidate_id, sequence)
COMMENT 'Verdicts of people on candidates. One row for each event; the view without _store has the newest, and its form _as_of that of any moment.';

CREATE TABLE IF NOT EXISTS dismissed_callers_store
(
  candidate_id String COMMENT 'id of the candidate',
  calling_number UInt64 COMMENT 'E.164 digits',
  origin_provider LowCardinality(String) COMMENT '\'\' = only the holder\'s signature tells the caller',
  customer String COMMENT 'in that provider\'s records; \'\' = not named there',
  holder_ocn LowCardinality(String) COMMENT 'that signs the calls with A; \'\' = unsigned',
  sequence UInt64 COMMENT 'place of the event in the log' CODEC(Delta, ZSTD(1)),
  changed_at DateTime64(3, 'UTC') COMMENT 'when the event was written' CODEC(Delta, ZSTD(1)),
  changed_by LowCardinality(String) COMMENT 'who caused the event'
)
ENGINE = ReplacingMergeTree
ORDER BY (candidate_id, sequence, calling_number, origin_provider, customer, holder_ocn)
COMMENT 'Legitimate callers that dismissals named, one row for each event. Read them through the view dismissed_callers.';

CREATE TABLE IF NOT EXISTS provider_descriptions_store
(
  provider String COMMENT 'id of the provider',
  name String,
  aliases Array(String) COMMENT 'other ids of the same provider',
  former_names Array(String) COMMENT 'names it had before',
  principals Array(String) COMMENT 'people and companies behind it',
  contacts String COMMENT 'JSON: name, e-mail and telephone of each' CODEC(ZSTD(3)),
  webhook String COMMENT 'URL that requests are posted to',
  zone LowCardinality(String) COMMENT 'IANA time zone of the office that answers',
  calendar LowCardinality(String) COMMENT 'of business hours, by its name in the settings',
  country LowCardinality(String) COMMENT 'ISO 3166',
  continues Array(String) COMMENT 'providers that this one continues',
  objections String COMMENT 'JSON: the provider\'s objections to its card' CODEC(ZSTD(3)),
  sequence UInt64 COMMENT 'place of the event in the log' CODEC(Delta, ZSTD(1)),
  changed_at DateTime64(3, 'UTC') COMMENT 'when the event was written' CODEC(Delta, ZSTD(1)),
  changed_by LowCardinality(String) COMMENT 'who caused the event'
)
ENGINE = ReplacingMergeTree
ORDER BY (provider, sequence)
COMMENT 'Providers as the group knows them. One row for each event; the view without _store has the newest, and its form _as_of that of any moment.';

CREATE TABLE IF NOT EXISTS demands_store
(
  demand_id String COMMENT 'id of the demand',
  sender String COMMENT 'who demands it',
  type Enum8('subpoena' = 0, 'civil_investigative_demand' = 1, 'agency_request' = 2) COMMENT 'kind of demand',
  reference String COMMENT 'the sender\'s own',
  scope String COMMENT 'JSON: cases, providers, numbers and times it covers' CODEC(ZSTD(3)),
  received_at DateTime64(3, 'UTC') COMMENT 'when it came' CODEC(Delta, ZSTD(1)),
  due_at DateTime64(3, 'UTC') COMMENT 'when it must be answered' CODEC(Delta, ZSTD(1)),
  cut_off DateTime64(3, 'UTC') COMMENT 'nothing later is produced' CODEC(Delta, ZSTD(1)),
  productions UInt32 COMMENT 'packages produced for it',
  closed Bool COMMENT 'nothing more is owed',
  sequence UInt64 COMMENT 'place of the event in the log' CODEC(Delta, ZSTD(1)),
  changed_at DateTime64(3, 'UTC') COMMENT 'when the event was written' CODEC(Delta, ZSTD(1)),
  changed_by LowCardinality(String) COMMENT 'who caused the event'
)
ENGINE = ReplacingMergeTree
ORDER BY (demand_id, sequence)
COMMENT 'Subpoenas and other demands. One row for each event; the view without _store has the newest, and its form _as_of that of any moment.';

CREATE TABLE IF NOT EXISTS packages_store
(
  package_id String COMMENT 'id of the package',
  case_id String COMMENT 'id of the case',
  recipient String COMMENT 'who got it',
  profile Enum8('' = 0, 'provider' = 1, 'member' = 2, 'agency' = 3, 'legal' = 4, 'public' = 5) COMMENT 'how much it shows',
  demand_id String COMMENT 'id of the demand',
  manifest_sha256 String COMMENT 'SHA-256 of its manifest',
  written_at DateTime64(3, 'UTC') COMMENT 'when it was written' CODEC(Delta, ZSTD(1)),
  sequence UInt64 COMMENT 'place of the event in the log' CODEC(Delta, ZSTD(1)),
  changed_at DateTime64(3, 'UTC') COMMENT 'when the event was written' CODEC(Delta, ZSTD(1)),
  changed_by LowCardinality(String) COMMENT 'who caused the event'
)
ENGINE = ReplacingMergeTree
ORDER BY (package_id, sequence)
COMMENT 'Packages that were disclosed. One row for each event; the view without _store has the newest, and its form _as_of that of any moment.';
