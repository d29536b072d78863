/**
 * In place of the digits of an area: the US as a whole, and a class of callers that does not tell where they are called back.
 */
const us = 'toUInt16(10000)';
export const nowhere = 'toUInt16(10001)';

/**
 * Where a call back goes, as an integer: two digits of a country, four of an area under +1. Whether such a number is
 * valid there, which its country depends on, is of no matter.
 */
export const calledBackArea = `if(calling_region = 'US', ${us}, toUInt16(substring(toString(calling_number), 1,
        if(startsWith(toString(calling_number), '1'), 4, 2))))`;

/** The same as the text that a segment's key has. */
export const areaInWords = (area: string) =>
  `multiIf(${area} = ${nowhere}, '', ${area} = ${us}, 'US', concat('+', toString(${area})))`;
