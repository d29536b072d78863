import { readdirSync, readFileSync } from 'node:fs';
import { ensureTopic } from '@ringtrace/platform/kafka/admin';
import { openProducer } from '@ringtrace/platform/kafka/producer';
import { startStack } from '../ingest/stack.ts';
import { startWorker } from '../ingest/worker.ts';
import { feedMessages } from './feed-messages.ts';

/**
 * How fast one worker empties filled topics, broker and engine on the same machine, and what each costs in CPU:
 * `node test/src/bench/drain.ts DIR [TURNS]`, DIR a simulated day, sent TURNS times.
 */
const [directory, turns = '8'] = process.argv.slice(2);
if (directory === undefined) throw new Error('name the directory of a simulated day');

/** Every process under this one: its command's mark, CPU seconds so far and peak memory, MB. */
function processes() {
  const marks = { worker: 'worker/main', engine: 'clickhouse/main', broker: 'kafka.Kafka' };
  const found = { worker: { cpu: 0, peak: 0 }, engine: { cpu: 0, peak: 0 }, broker: { cpu: 0, peak: 0 } };
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name) && descends(name))) {
    const command = read(`/proc/${pid}/cmdline`);
    for (const name of ['worker', 'engine', 'broker'] as const) {
      if (!command.includes(marks[name])) continue;
      const fields = read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? [];
      // utime and stime, in hundredths of a second.
      found[name].cpu += (Number(fields[11]) + Number(fields[12])) / 100;
      found[name].peak = Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1]) / 1024;
    }
  }
  return found;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process has gone meanwhile.
    return '';
  }
}

function descends(pid: string): boolean {
  for (let at = pid; Number(at) > 1; at = read(`/proc/${at}/stat`).split(') ')[1]?.split(' ')[1] ?? '0') {
    if (Number(at) === process.pid) return true;
  }
  return false;
}

const messages = await feedMessages(directory);
const stack = await startStack();
const topics = new Set(messages.map(({ topic }) => topic));
for (const topic of topics) await ensureTopic(stack.kafka, topic);
const producer = await openProducer(stack.kafka);
for (let turn = 0; turn < Number(turns); turn += 1) {
  await producer.send(messages.map(({ topic, value }, i) => ({ topic, key: String(i), value })));
}
await producer.close();

const total = messages.length * Number(turns);
const before = processes();
const worker = startWorker(stack);
let first = 0;
const stored = await new Promise<number>((resolve) => {
  worker.child.on('message', (progress: { stored: number; batches: number }) => {
    first ||= Date.now();
    if (progress.batches >= total) resolve(progress.stored);
  });
});
const seconds = (Date.now() - first) / 1_000;
const after = processes();
const millions = stored / 1e6;
console.log(`${stored} CDRs, ${seconds.toFixed(1)} s from the first block on`);
for (const name of ['worker', 'engine', 'broker'] as const) {
  const cpu = (after[name].cpu - before[name].cpu) / millions;
  console.log(`${name}: ${cpu.toFixed(2)} CPU s per 1M, peak ${after[name].peak.toFixed(0)} MB`);
}
await worker.stop();
await stack.stop();
