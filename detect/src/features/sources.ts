/** What tells a segment's calls apart: a busy number or a source, the key of its origin, the class of its callers. */
interface Source {
  readonly kind: 'number' | 'source';
  readonly key: string;
  readonly class: string;
}

/** Marks the class of callers that are called themselves: people, or numbers stolen from people. */
export const knownSuffix = ', called';
/** A class of callers, whether they are called themselves or not. */
export const makeOf = (caller_class: string) => caller_class.replace(knownSuffix, '');

/** Between the key of an origin that nobody proves and the origid its signer gives to one of its customers. */
export const origidMark = '|origid ';
/** Between such a key and the exchange that several numbers of one of its customers are of. */
export const exchangeMark = '|exchange ';
/** Between such a key and the area that some of its calls go to, far more than other calls do. */
export const areaMark = '|area ';

const marks = [origidMark, exchangeMark, areaMark];
/** The first mark in a key. What stands behind it is text of a feed, and may hold marks too. */
function firstMark(origin_key: string): { readonly mark: string; readonly at: number } | undefined {
  if (isCustomer(origin_key)) return undefined;
  const found = marks.map((mark) => ({ mark, at: origin_key.indexOf(mark) })).filter(({ at }) => at >= 0);
  return found.toSorted((a, b) => a.at - b.at)[0];
}

const behind = (mark: string) => (origin_key: string) => {
  const first = firstMark(origin_key);
  return first?.mark === mark ? origin_key.slice(first.at + mark.length) : undefined;
};
/** The origid, the callers' exchange or the area called that a source is told apart by; undefined where it is none. */
export const origidOf = behind(origidMark);
export const exchangeOf = behind(exchangeMark);
export const areaOf = behind(areaMark);

/** Begins the key of an origin that is only claimed. */
export const upstreamMark = 'upstream|';
/** The provider claimed to be the origin of a source; '' where none is. */
export function claimedOf(origin_key: string): string {
  if (!origin_key.startsWith(upstreamMark)) return '';
  return origin_key.slice(upstreamMark.length, firstMark(origin_key)?.at);
}

/** Begins the key of a customer of a provider that proves it. */
export const customerMark = 'customer|';
/** Whether an origin's key names one customer of a provider that proves it. */
export const isCustomer = (origin_key: string) => origin_key.startsWith(customerMark);
/** The same in SQL. */
export const namesCustomer = (key: string) => `startsWith(${key}, '${customerMark}')`;

/** The same of a segment; a busy number's has its calls apart. */
export const isCustomersSegment = ({
  calling_number,
  origin_key,
}: {
  readonly calling_number: number;
  readonly origin_key: string;
}) => calling_number === 0 && isCustomer(origin_key);

/** Whether a source's callers are called themselves. */
export const isCalled = ({ class: of }: Pick<Source, 'class'>) => of.endsWith(knownSuffix);

/** Whether a source is one customer of a provider that proves it. */
export const isOfCustomer = ({ key }: Pick<Source, 'key'>) => isCustomer(key);

/** Begins the key of a busy number whose calls a provider proves to be its customers'. */
export const provenMark = 'proven|';
/** Whether all calls of a source or number are proven to be customers' of one provider. */
export const isProven = (f: Pick<Source, 'key'>) => isOfCustomer(f) || f.key.startsWith(provenMark);

/**
 * Of whose calls it is asked how many were called back. A customer's are all its calls; of a source of many customers
 * only those of callers that are not called otherwise, for the others are called back by their own friends.
 */
export function asked(
  f: Omit<Source, 'kind'> &
    Readonly<Record<'calls' | 'called_back' | 'source_calls' | 'source_called_back', number>>,
) {
  if (isOfCustomer(f)) return { asked_calls: f.source_calls, asked_called_back: f.source_called_back };
  return isCalled(f)
    ? { asked_calls: 0, asked_called_back: 0 }
    : { asked_calls: f.calls, asked_called_back: f.called_back };
}

/** Before the country of numbers that ring once. */
export const oneRingMark = 'one ring ';
export const ringsOnce = (caller_class: string) => caller_class.startsWith(oneRingMark);
/** Before the country of numbers that come in from abroad, but from another country. */
export const foreignMark = 'foreign ';
/** The country that is called back, for the classes that tell it. */
export function countryOf(caller_class: string): string | undefined {
  const mark = [oneRingMark, foreignMark].find((begin) => caller_class.startsWith(begin));
  return mark === undefined ? undefined : makeOf(caller_class).slice(mark.length);
}

/** Whether a source's callers are numbers nobody can be called at. */
export const isMadeUp = ({ class: of }: Pick<Source, 'class'>) => of === 'unusable' || of === 'unassigned';

/** Whether a source's calls may be of many of its place's customers: no one listed number, no one origid, no one exchange. */
export const isOfMany = ({ kind, key, class: of }: Source) =>
  kind === 'source' &&
  !of.startsWith('dno') &&
  !ringsOnce(of) &&
  origidOf(key) === undefined &&
  exchangeOf(key) === undefined;

/** The same where they have no one habit either. */
export const isPool = (source: Source) => isOfMany(source) && !source.class.startsWith('neighbor');
