DROP TABLE IF EXISTS judge_stage;
ALTER TABLE judge_sums
  ADD COLUMN IF NOT EXISTS segment UUID COMMENT 'hash of the key of the segment' AFTER build,
  ADD COLUMN IF NOT EXISTS call_keys Array(UInt64) COMMENT 'keys of its calls' CODEC(NONE) AFTER key_callers_called;
CREATE TABLE IF NOT EXISTS segment_call_keys
(
  hour DateTime('UTC') CODEC(Delta, ZSTD(1)),
  build UInt64 CODEC(ZSTD(1)),
  segment_id String CODEC(ZSTD(1)),
  call_keys Array(UInt64) COMMENT 'call_key of its stitched_calls' CODEC(NONE)
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(hour)
ORDER BY (hour, build, segment_id)
COMMENT 'Keys of all calls of suspicious segments, by the build that wrote them, until they are swept. Kept calls with these keys have the legs.';
ALTER TABLE segments_store
  MODIFY COLUMN calls_build UInt64 COMMENT 'the build that wrote its row of segment_call_keys: the same build means the same suspicious calls' CODEC(ZSTD(1));
ALTER TABLE segment_calls_store
  MODIFY COLUMN build UInt64 COMMENT 'legs_build of campaign_segments_store' CODEC(ZSTD(1));
ALTER TABLE segment_calls_store MODIFY COMMENT 'Legs of the suspicious calls of segments that are in a campaign, by the build that wrote them, until they are swept. Read it through the view campaign_calls.';
ALTER TABLE campaign_segments_store
  ADD COLUMN IF NOT EXISTS hour DateTime('UTC') COMMENT 'of the segment',
  ADD COLUMN IF NOT EXISTS calls_build UInt64 COMMENT 'calls_build of its row of segments_store when its legs were written',
  ADD COLUMN IF NOT EXISTS legs_build UInt64 COMMENT 'the build of its rows of segment_calls_store; 0 = it has none';
ALTER TABLE campaign_segments_store MODIFY COMMENT 'The campaign each segment belongs to, and which of its legs hold. Read with FINAL.';
INSERT INTO campaign_segments_store (segment_id, campaign_id, revision, hour, calls_build, legs_build)
SELECT m.segment_id, m.campaign_id, m.revision + 1, s.hour, s.calls_build, s.calls_build
FROM (SELECT segment_id, campaign_id, revision FROM campaign_segments_store FINAL WHERE campaign_id != '' AND legs_build = 0) AS m
INNER JOIN (
  SELECT segment_id, hour, calls_build FROM segments_store
  WHERE verdict != 'ordinary' AND (hour, build) IN (SELECT bucket, build FROM builds FINAL WHERE rollup = 'judge')
) AS s ON s.segment_id = m.segment_id;
INSERT INTO campaign_segments_store (segment_id, campaign_id, revision, hour, calls_build, legs_build)
SELECT m.segment_id, m.campaign_id, m.revision + 1, l.hour, l.newest, l.newest
FROM (SELECT segment_id, campaign_id, revision FROM campaign_segments_store FINAL WHERE campaign_id != '' AND legs_build = 0) AS m
INNER JOIN (
  SELECT segment_id, max(build) AS newest, any(hour) AS hour FROM segment_calls_store
  WHERE segment_id IN (SELECT segment_id FROM campaign_segments_store FINAL WHERE campaign_id != '' AND legs_build = 0)
  GROUP BY segment_id
) AS l ON l.segment_id = m.segment_id;
INSERT INTO segment_call_keys (hour, build, segment_id, call_keys)
SELECT hour, build, segment_id, groupUniqArray(reinterpretAsUInt64(reverse(unhex(call_key))))
FROM segment_calls_store
WHERE (hour, build, segment_id) IN (
    SELECT hour, calls_build, segment_id FROM segments_store
    WHERE verdict != 'ordinary' AND (hour, build) IN (SELECT bucket, build FROM builds FINAL WHERE rollup = 'judge'))
  AND (hour, build, segment_id) NOT IN (SELECT hour, build, segment_id FROM segment_call_keys)
GROUP BY hour, build, segment_id
SETTINGS optimize_aggregation_in_order = 1;
