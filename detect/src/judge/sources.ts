import { type Features, knownSuffix } from './features.ts';

/** Whether an origin's key names one customer of a provider that proves it. */
export const isCustomer = (origin_key: string) => origin_key.startsWith('customer|');

/** The same of a segment; a busy number's has its calls apart. */
export const isCustomersSegment = ({
  calling_number,
  origin_key,
}: {
  readonly calling_number: number;
  readonly origin_key: string;
}) => calling_number === 0 && isCustomer(origin_key);

/** Whether a source's callers are called themselves. */
export const isCalled = ({ class: of }: Pick<Features, 'class'>) => of.endsWith(knownSuffix);

/** Whether a source is one customer of a provider that proves it. */
export const isOfCustomer = ({ key }: Pick<Features, 'key'>) => isCustomer(key);

/**
 * Of whose calls it is asked how many were called back. A customer's are all its calls; of a source of many customers
 * only those of callers that are not called otherwise, for the others are called back by their own friends.
 */
export function asked(
  f: Pick<Features, 'key' | 'class' | 'calls' | 'called_back' | 'source_calls' | 'source_called_back'>,
) {
  if (isOfCustomer(f)) return { asked_calls: f.source_calls, asked_called_back: f.source_called_back };
  return isCalled(f)
    ? { asked_calls: 0, asked_called_back: 0 }
    : { asked_calls: f.calls, asked_called_back: f.called_back };
}

/** Whether a source's callers are numbers nobody can be called at. */
export const isMadeUp = ({ class: of }: Pick<Features, 'class'>) => of === 'unusable' || of === 'unassigned';

const plain: ReadonlySet<string> = new Set(['unproven', 'attested', 'foreign']);
/** Whether nothing in a source's numbers sets its callers apart from anybody else's. */
export const isPlainPool = ({ kind, class: of }: Pick<Features, 'kind' | 'class'>) =>
  kind === 'source' && plain.has(of.replace(knownSuffix, ''));
