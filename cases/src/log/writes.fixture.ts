import { ref } from '../model/ids.ts';
import { anna, openedCase } from './log.fixture.ts';
import { openLog } from './log.ts';

/** A process that writes events until it is killed, and says a line for each one that the log acknowledged. */
const log = openLog(process.argv[2] ?? ':memory:');
for (let i = 0; ; i += 1) {
  log.transact(anna, (w) => w.append(ref('case', `case-${i}`), openedCase));
  process.stdout.write(`${i}\n`);
  // The pipe takes what was said before the next event is written.
  await new Promise(setImmediate);
}
