import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { kafkaLibsDir, kafkaVersion } from '@ringtrace/setup/kafka-jars';

/** Kafka's console producer, as Java's arguments; its jar, which a broker doesn't need, is fetched into the folder. */
export function producerTool(folder: string): string[] {
  const artifact = `-Dartifact=org.apache.kafka:kafka-tools:${kafkaVersion()}`;
  const goal = ['dependency:copy', artifact, `-DoutputDirectory=${folder}`];
  const { status, stdout } = spawnSync('mvn', ['--batch-mode', '--quiet', '--strict-checksums', ...goal]);
  if (status !== 0) throw new Error(`Maven could not fetch Kafka's tools: ${stdout}`);
  const classPath = [join(folder, '*'), join(kafkaLibsDir(), '*')].join(delimiter);
  return ['-Xmx512m', '-cp', classPath, 'org.apache.kafka.tools.ConsoleProducer'];
}
