import { inSteps } from '../../sql/steps.ts';
import { isDismissed } from '../dismissed.ts';
import { noName } from '../name-keys.ts';
import { originSteps } from '../origin.ts';
import { placeKey, placeNames } from '../place-key.ts';
import { callerSteps } from './caller.ts';
import { callsOfLegs } from './calls.ts';
import { fieldOf, shows } from './leg.ts';
import { isOf, minuteOf } from './reach.ts';

/**
 * Version of the rules of this folder, of origin.ts, and of what else makes a kept call out of legs. Raise it with each change of these:
 * calls that other rules have stitched then no longer count as stitched.
 */
export const stitchRules = 7;

/** Where the call came from, and the first US provider where that was abroad. */
const origin = [
  `
    ${fieldOf('legs', 'carrier')} AS carriers, ${fieldOf('legs', 'upstream')} AS upstreams, ${fieldOf('legs', 'downstream_key')} AS downstream_keys,
    ${fieldOf('legs', 'ingress_trunk')} AS ingress_trunks, ${fieldOf('legs', 'customer')} AS customers`,
  ...originSteps,
  `
    arrayDistinct(arrayFilter((name, u, c) -> u != ${noName} AND u != c AND u != cityHash64(origin_provider) AND u != cityHash64(claimed_origin),
      upstreams, upstream_keys, carrier_keys)) AS via,
    arrayFirst((c, bits) -> ${shows('bits', 'from_abroad')}, carriers, ${fieldOf('legs', 'bits')}) AS entry_provider`,
];

/** The origid as an integer, for the sums of a round; 0 = none. A customer's calls are not told apart by it. */
const origidKey = "if(origid = '' OR place = 'customer', 0, cityHash64(origid))";

/**
 * Stitches calls: all of the minutes `whole`, and of the minutes `partly` those with a pair of `stitch_pairs`; of both a share of the
 * pairs of numbers. A call belongs to the minute of its first leg. Calls of callers that a person dismissed are left out: detection
 * does not look at them.
 */
export const stitchCalls = `
INSERT INTO stitched_calls
  (build, minute, calling_number, called_number, start_time, call_key, caller, calling_region, ${placeNames.join(', ')}, place_key, signer, signer_attestation, origid, origid_key,
   origin_provider, claimed_origin, entry_provider, next_provider, via, attestation, foreign, failed, rmd_missing,
   improper, number_abroad, unassigned, one_ring, answered, duration_s, carriers, call_ids, start_times, seen, content)
SELECT
  {build: UInt64} AS build, toStartOfMinute(start_times[1], 'UTC') AS minute, calling_number, called_number, start_times[1],
  cityHash64(carriers[1], ${fieldOf('legs', 'call_id')}[1], start_times[1]), caller, toInt8(region), ${placeNames.join(', ')}, ${placeKey}, signer, toInt8(signer_letter), origid, ${origidKey},
  origin_provider, claimed_origin, entry_provider, next_provider, via, toInt8(letter), foreign, failed, rmd_missing,
  improper, number_abroad, unassigned, one_ring, answered,
  duration_s, carriers, ${fieldOf('legs', 'call_id')}, start_times, ${fieldOf('legs', 'record')} AS seen,
  cityHash64(seen, ${fieldOf('legs', 'bits')}, calling_number, called_number, caller, ${placeNames.join(', ')}, signer, origid, origin_provider, claimed_origin, entry_provider, next_provider)
FROM (${inSteps(
  `
  SELECT calling_number, called_number, legs, ${fieldOf('legs', 'start_time')} AS start_times
  FROM (${callsOfLegs})
  WHERE ${isOf(minuteOf('legs[1].1'), 'whole')} OR ${isOf(minuteOf('legs[1].1'), 'partly')}`,
  [...origin, ...callerSteps],
)})
WHERE NOT (${isDismissed})`;
