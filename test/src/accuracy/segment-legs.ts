import { suspiciousLegs } from '@ringtrace/detect/campaigns/legs';
import { currentCallKeys } from '@ringtrace/schemas/tables/campaigns';

const keptMinutes = 'SELECT minute, build FROM stitched_minutes FINAL';
const judgedHours = "SELECT bucket, build FROM builds FINAL WHERE rollup = 'judge'";

/** SELECTs the legs of the suspicious calls of all segments, in a campaign or not. */
export const legsOfSegments = suspiciousLegs({
  segments: `
      SELECT hour, segment_id, calls_build, member_bins FROM segments_store
      WHERE verdict != 'ordinary' AND (hour, build) IN (${judgedHours})`,
  kept: `(minute, build) IN (${keptMinutes})`,
  keys: `(hour, build, segment_id) IN (${currentCallKeys})`,
});
