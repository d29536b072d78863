import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { clientProperties } from '@ringtrace/local/kafka/client-properties';
import { findJava } from '@ringtrace/setup/java';
import { kafkaLibsDir } from '@ringtrace/setup/kafka-jars';
import type { OwnStack } from '../../ingest/stack.ts';
import { allTopic } from './fill.ts';
import { Meter } from './meter.ts';
import { type Bench, type Run, runBetween } from './run.ts';

const tool = 'org.apache.kafka.tools.ConsumerPerformance';

/** Runs Kafka's own consumer performance tool on the same messages. It shows how fast they can be read at all. */
export async function broker({ stack, fed, round }: Bench): Promise<Run> {
  const meter = new Meter({ broker: stack.broker().pid });
  try {
    const start = meter.read();
    const read = await consume(stack, `perf-${round}`, fed.messages);
    const end = meter.read();
    if (read.messages < fed.messages)
      throw new Error(`${tool} read ${read.messages} of ${fed.messages} messages`);
    const run = runBetween({ fed, start, stored: end, end });
    // The tool's own time leaves out the start of Java and the joining of the group.
    return { ...run, seconds: read.seconds, storedSeconds: read.seconds };
  } finally {
    meter.stop();
  }
}

async function consume({ dir, kafka: { access } }: OwnStack, group: string, messages: number) {
  const login = join(dir, 'perf.properties');
  writeFileSync(login, clientProperties(access), { mode: 0o600 });
  const jars = join(kafkaLibsDir(), '*');
  const where = ['--bootstrap-server', access.brokers.join(','), '--topic', allTopic, '--group', group];
  const child = spawn(
    findJava(),
    ['-cp', jars, tool, ...where, '--consumer.config', login, '--messages', String(messages)],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if ((await code) !== 0)
    throw new Error(
      `${tool} failed: ${errors.trim().split('\n')[0]} (are its jars whole? remove ${kafkaLibsDir()}, and npm start fetches them)`,
    );
  return report(out);
}

/** Parses the tool's output: a line of names and a line of values, both separated by commas. */
function report(out: string): { messages: number; seconds: number } {
  const lines = out
    .trim()
    .split('\n')
    .filter((line) => line.includes(', '));
  const [names = [], values = []] = lines.slice(-2).map((line) => line.split(', '));
  const value = (name: string) => Number(values[names.indexOf(name)]);
  return { messages: value('data.consumed.in.nMsg'), seconds: value('fetch.time.ms') / 1_000 };
}
