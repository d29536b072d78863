import { memoryLog } from '@ringtrace/cases/log/log.fixture';
import { ref } from '@ringtrace/cases/model/ids';
import { noteBegun, noteClosed, noteReopened, noteReplay } from '@ringtrace/cases/work/feeds';
import { expect, it } from 'vitest';
import { eventInWords } from './event-words.ts';

const lena = { name: 'lena', reason: 'told their NOC' };

it('says of dead letters whose they were, and how many', () => {
  const { log } = memoryLog();
  noteBegun(log, lena, 'close', 'acme');
  noteClosed(log, lena, { carrier: 'acme', closed: 5 });
  noteBegun(log, lena, 'reopen', 'acme');
  noteReopened(log, lena, { carrier: 'acme', reopened: 4 });
  noteReplay(log, lena, { carrier: undefined, replayed: 3, stillDead: 2 });
  const events = log.read((reader) => reader.events(ref('feed', 'dead-letters')));
  expect(events.map(eventInWords)).toEqual([
    'of acme',
    'of acme, 5 closed',
    'of acme',
    'of acme, 4 opened again',
    'of all feeds, 3 sent again, 2 stay open',
  ]);
});
