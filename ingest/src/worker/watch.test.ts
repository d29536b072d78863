import { unreachableStore } from '@ringtrace/platform/unreachable-store.fixture';
import { expect, it } from 'vitest';
import { IngestWatch } from './watch.ts';

/** At this address nobody answers. So checks of the store fail, and reported failures reach nobody. */
const store = unreachableStore();
const refusal = (type: string) => Object.assign(new Error('12125550100 in the row'), { type });

it('says which inserts fail, how often and why, until each goes well', async () => {
  const watch = new IngestWatch(store, new AbortController().signal);
  const inserts = async () => (await watch.ready())['inserts'];
  watch.inserted('cdr_store', refusal('TOO_MANY_PARTS'));
  expect(await inserts()).toEqual({ ok: false, detail: 'cdr_store failed: TOO_MANY_PARTS' });
  watch.inserted('cdr_store', refusal('TOO_MANY_PARTS'));
  watch.inserted('batches', refusal('TABLE_IS_READ_ONLY'));
  expect((await inserts())?.detail).toMatch(
    /^cdr_store failed 2 times in a row since \S+Z: TOO_MANY_PARTS; batches failed: TABLE_IS_READ_ONLY$/,
  );
  watch.inserted('cdr_store');
  expect(await inserts()).toEqual({ ok: false, detail: 'batches failed: TABLE_IS_READ_ONLY' });
  watch.inserted('batches');
  expect(await inserts()).toEqual({ ok: true, detail: 'none is failing' });
});
