import { attestations } from '@ringtrace/schemas/tables/cdr';
import { fieldOf, numberIn, shows } from './leg.ts';

/** Above the index of every attestation: stands for none where the least index is the best attestation. */
const noLetter = 255;

/** The attestation of the leg with a number, as its index. */
const letterOf = (index: string) => numberIn(`${fieldOf('legs', 'bits')}[${index}]`, 'attestation');

/**
 * How long the call lasted: the shortest of what its legs tell. Some carriers round the time up to 6 s, to 30 s or to a minute, as they bill it. 0 where
 * nobody talked.
 */
const talkOfCall = `arrayMin(arrayFilter(talk -> talk > 0, arrayMap(bits -> ${numberIn('bits', 'duration_s')}, ${fieldOf('legs', 'bits')})))`;

/**
 * SQL, step by step: what all legs of a call together tell of its caller. Needs `legs`, and `proven` of `originSteps`. `caller` is the first
 * class of which the call shows the mark.
 */
export const callerSteps = [
  `
    arrayReduce('groupBitOr', ${fieldOf('legs', 'bits')}) AS any_facts,
    arrayMin(arrayMap(bits -> if(${numberIn('bits', 'attestation')} = 0, ${noLetter}, ${numberIn('bits', 'attestation')}), ${fieldOf('legs', 'bits')})) AS best_letter,
    arrayFirstIndex(id -> id != toUUID('00000000-0000-0000-0000-000000000000'), ${fieldOf('legs', 'origid')}) AS signed,
    arrayFirst(region -> region != 0, arrayMap(bits -> ${numberIn('bits', 'calling_region')}, ${fieldOf('legs', 'bits')})) AS region,
    ${talkOfCall} AS duration_s`,
  `
    if(signed = 0, '', toString(${fieldOf('legs', 'origid')}[signed])) AS origid, ${fieldOf('legs', 'signer_ocn')}[signed] AS signer,
    if(signer != '', ${letterOf('signed')}, ${letterOf('proven')}) AS signer_letter,
    if(best_letter = ${noLetter}, 0, best_letter) AS letter,
    ${(['foreign', 'failed', 'rmd_missing', 'improper', 'number_abroad', 'unassigned', 'answered'] as const)
      .map((fact) => `${shows('any_facts', fact)} AS ${fact}`)
      .join(', ')},
    ${shows('any_facts', 'one_ring')} AND NOT answered AS one_ring,
    ${fieldOf('legs', 'signer_ocn')}[arrayFirstIndex(bits -> ${shows('bits', 'holder_signed')}, ${fieldOf('legs', 'bits')})] AS holder,
    multiIf(
      ${shows('any_facts', 'dno')}, 'dno',
      NOT ${shows('any_facts', 'calling_valid')}, 'unusable',
      ${shows('any_facts', 'unheld')}, 'unassigned',
      ${shows('any_facts', 'neighbor_spoof')}, 'neighbor',
      foreign, 'foreign',
      best_letter = ${attestations.indexOf('A')} AND NOT failed, 'attested',
      'unproven') AS caller`,
] as const;
