import { memoryLog } from '@ringtrace/cases/log/log.fixture';
import { ref } from '@ringtrace/cases/model/ids';
import { noteCloseBegun, noteClosed, noteReplay } from '@ringtrace/cases/work/feeds';
import { expect, it } from 'vitest';
import { eventInWords } from './event-words.ts';

const lena = { name: 'lena', reason: 'told their NOC' };

it('says of dead letters whose they were, and how many', () => {
  const { log } = memoryLog();
  noteCloseBegun(log, lena, 'acme');
  noteClosed(log, lena, { carrier: 'acme', closed: 5 });
  noteReplay(log, lena, { carrier: undefined, replayed: 3, stillDead: 2 });
  const events = log.read((reader) => reader.events(ref('feed', 'dead-letters')));
  expect(events.map(eventInWords)).toEqual([
    'of acme',
    'of acme, 5 closed',
    'of all feeds, 3 sent again, 2 stay open',
  ]);
});
