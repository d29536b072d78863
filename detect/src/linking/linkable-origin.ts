import { placeNames } from '../features/place-key.ts';
import { originKeyNames } from '../features/segment-key.ts';
import { areaOf, exchangeOf, isCustomer, isReused, origidOf } from '../features/sources.ts';
import type { Linkable } from './linkable.ts';

/** The provider that the calls start at, proven or claimed; '' = unknown. */
export const providerOf = (item: Linkable) => item.origin_provider || item.claimed_origin;

/** The mark under which the signer names its customer; '' = none. */
export const origidIn = (item: Linkable) => origidOf(item) ?? '';

export const sameOriginKey = (a: Linkable, b: Linkable) =>
  originKeyNames.every((name) => a[name] === b[name]);

/** Whether both are the same customer of a provider that proves it, or parts of its calls. */
export const sameCustomer = (a: Linkable, b: Linkable) =>
  isCustomer(a) && placeNames.every((name) => a[name] === b[name]);

export const sameProvider = (a: Linkable, b: Linkable) =>
  providerOf(a) !== '' && providerOf(a) === providerOf(b);

/**
 * Whether the same provider names both, in such a way that they may be one of its customers. Two known customers are the
 * same only by their names. Behind a transit the provider is not the origin.
 */
export const mayBeSameCustomer = (a: Linkable, b: Linkable) =>
  !a.mixed && !b.mixed && sameProvider(a, b) && !(isCustomer(a) && isCustomer(b));

export const sameOrigid = (a: Linkable, b: Linkable) => origidIn(a) !== '' && origidIn(a) === origidIn(b);
export const differentOrigids = (a: Linkable, b: Linkable) =>
  origidIn(a) !== '' && origidIn(b) !== '' && origidIn(a) !== origidIn(b);

/**
 * Whether both are busy numbers. Their exchange, and that they are used again and again, is what the numbers are
 * themselves. It does not tell whose they are: one caller may have numbers of many exchanges.
 */
const areBusyNumbers = (a: Linkable, b: Linkable) =>
  a.caller_class === 'number' && b.caller_class === 'number';

/** Whether one was set apart from other calls of its provider by an exchange, and the other not by the same one. */
export const differentExchanges = (a: Linkable, b: Linkable) =>
  exchangeOf(a) !== exchangeOf(b) && !areBusyNumbers(a, b);

/** Whether one was set apart from other calls because its numbers are used again and again, and the other not. */
export const differentReuse = (a: Linkable, b: Linkable) =>
  isReused(a) !== isReused(b) && !areBusyNumbers(a, b);

/** Whether one was set apart from other calls by the area it calls, and the other not by the same area. */
export const differentAreas = (a: Linkable, b: Linkable) => areaOf(a) !== areaOf(b);
/** Whether each was set apart by an area, and the areas differ. */
export const bothOfAreas = (a: Linkable, b: Linkable) =>
  differentAreas(a, b) && areaOf(a) !== undefined && areaOf(b) !== undefined;
