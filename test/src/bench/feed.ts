import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientProperties } from '@ringtrace/local/kafka/client-properties';
import { type LocalKafka, launchKafka } from '@ringtrace/local/kafka/launch';
import { projectRoot } from '@ringtrace/platform/config';
import { kafkaEnvironment } from '@ringtrace/platform/kafka/access';
import { ensureTopic, partitionRanges } from '@ringtrace/platform/kafka/admin';
import { createKafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { findJava } from '@ringtrace/setup/java';
import { kafkaLibsDir } from '@ringtrace/setup/kafka-jars';
import { type OptionValues, parseUsage } from 'ringtrace/usage';
import { usage } from 'ringtrace/usage/bench';
import { writeMaster } from './feed/master.ts';
import { type Measured, measured } from './feed/measured.ts';
import { held } from './held.ts';
import { machine } from './ingest/machine.ts';
import { runBenchmark } from './run.ts';

type Options = OptionValues<typeof usage.subcommands.feed.options>;

async function measure(broker: LocalKafka, directory: string, options: Options): Promise<void> {
  const file = join(directory, 'Master.csv');
  const { rows, bytes } = await writeMaster(file, options.megabytes * 1e6);
  const kafka = createKafka(broker.access, 'ringtrace-bench', createLog('bench', 'silent'));

  /** How many messages a topic holds. */
  async function messagesIn(topic: string): Promise<number> {
    const ranges = await partitionRanges(kafka, [topic]);
    return ranges.reduce((sum, { end }) => sum + end, 0);
  }

  const feed = await measured(
    process.execPath,
    [
      join(projectRoot, 'infra/cli/src/main.ts'),
      'feed',
      '--carrier',
      'bench',
      '--format',
      'asterisk-csv',
      '--timezone',
      'UTC',
      file,
    ],
    { env: { ...kafkaEnvironment(broker.access), RINGTRACE_HOME: directory } },
  );
  if ((await messagesIn('cdr.bench')) !== Math.ceil(rows / 1_000))
    throw new Error('the feed did not send every row');

  await ensureTopic(kafka, 'console');
  const jars = ['-Xmx512m', '-cp', join(kafkaLibsDir(), '*')];
  const login = join(directory, 'producer.properties');
  writeFileSync(login, clientProperties(broker.access), { mode: 0o600 });
  const where = [
    '--bootstrap-server',
    broker.access.brokers.join(','),
    '--topic',
    'console',
    '--producer.config',
    login,
  ];
  const tool = await measured(findJava(), [...jars, 'org.apache.kafka.tools.ConsoleProducer', ...where], {
    input: file,
  });
  if ((await messagesIn('console')) !== rows) throw new Error('the producer tool did not send every row');

  const figures = {
    machine: machine(),
    rows,
    megabytes: Math.round(bytes / 1e6),
    feed: rates(feed),
    producerTool: rates(tool),
  };
  if (options.json) console.log(JSON.stringify(figures, null, 2));
  else {
    console.log(`${rows} rows of Asterisk CSV, ${figures.megabytes} MB`);
    for (const [name, of] of [
      ['ringtrace feed', figures.feed] as const,
      ['kafka-console-producer', figures.producerTool] as const,
    ])
      console.log(
        `${name}: ${of.rowsPerS} rows/s, ${of.mbPerS} MB/s, CPU ${of.cpuS} s, peak memory ${of.peakMb} MB`,
      );
  }

  function rates({ seconds, cpuSeconds, peakBytes }: Measured) {
    return {
      rowsPerS: Math.round(rows / seconds),
      mbPerS: Number((bytes / 1e6 / seconds).toFixed(1)),
      cpuS: Number(cpuSeconds.toFixed(1)),
      peakMb: Math.round(peakBytes / 1e6),
    };
  }
}

/** What `ringtrace bench feed` runs: an Asterisk file through `ringtrace feed`, and through the broker's own tool. */
await runBenchmark('feed', async () => {
  const { options } = parseUsage(usage.subcommands.feed, process.argv.slice(2));
  const directory = mkdtempSync(join(tmpdir(), 'ringtrace-feed-'));
  try {
    await held(
      launchKafka({
        dataDir: join(directory, 'kafka'),
        credentialsFile: join(directory, 'credentials.json'),
      }),
      (broker) => broker.stop(),
      (broker) => measure(broker, directory, options),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
