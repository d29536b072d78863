import { twoHashes } from '../sql/hashes.ts';
import { keptCalls } from './kept-calls.ts';
import { keyOfNobody, keyOfProvider, placeNames } from './place-key.ts';

const names = placeNames.join(', ');
const [, secondHash] = twoHashes(placeNames);
/** Places of the calls. They are told apart by two hashes, of which the key is one: that costs less than their texts would. */
const places = `
      SELECT place_key, ${placeNames.map((name) => `any(${name}) AS ${name}`).join(', ')}
      FROM ${keptCalls()}
      GROUP BY place_key, ${secondHash}`;
const provesCalls = "place IN ('customer', 'trunk')";

/**
 * Fills `judge_places`: what each hash of a place stands for. Of two places with the same hash, the first in order of names
 * stands for both, whatever arrived first. About 0.2 us a call.
 */
export const notePlaces = `
INSERT INTO judge_places (build, place_key, ${names})
SELECT {build: UInt64}, key, ${names}
FROM (
  SELECT of.1 AS key, ${placeNames.map((name, i) => `of.${i + 2} AS ${name}`).join(', ')}
  FROM (
    SELECT arrayJoin(arrayConcat(
      [(place_key, toString(place), toString(place_provider), toString(place_customer), toString(place_trunk))],
      if(${provesCalls}, [(${keyOfProvider('place_provider')}, 'proven', toString(place_provider), '', '')], []))) AS of
    FROM (${places})
  )
  UNION ALL
  SELECT ${keyOfNobody}, 'any', '', '', ''
)
ORDER BY key, ${names} LIMIT 1 BY key
SETTINGS prefer_column_name_to_alias = 1`;
