import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '@ringtrace/platform/config';
import { usersOfImage } from '../users-of-image.ts';
import type { BaseImages } from './base-images.ts';
import { docker } from './docker.ts';

/** Images that stand in for those of others in the compose files, where these can't be pulled. */
export interface StandIns {
  /** Apache Kafka, started as its image starts it: settings are variables, which Kafka's own program writes into a file. */
  readonly kafka: string;
  /** The embedded engine as a server, with the users of the compose files. It reads no other file of theirs. */
  readonly clickhouse: string;
  /** The machine's own Prometheus. */
  readonly prometheus: string;
}

const kafkaStart = `#!/bin/sh
set -eu
export CLASSPATH='/opt/kafka/libs/*'
java='/opt/java/openjdk/bin/java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC'
said=$($java kafka.docker.KafkaDockerWrapper setup --default-configs-dir /etc/kafka/docker --mounted-configs-dir /mnt/shared/config --final-configs-dir /opt/kafka/config 2>&1) || echo "$said" | grep -i 'already formatted' || { echo "$said"; exit 1; }
printf 'status=error\\nappender.out.type=Console\\nappender.out.name=out\\nappender.out.layout.type=PatternLayout\\nrootLogger.level=warn\\nrootLogger.appenderRef.out.ref=out\\n' > /tmp/log4j2.properties
java="$java -Dlog4j2.configurationFile=/tmp/log4j2.properties"
exec $java -Xmx256m kafka.Kafka /opt/kafka/config/server.properties
`;

/** `nc -z HOST PORT`, which the image's nc has, and this machine's busybox may lack. */
const nc = `#!/bin/sh
exec node -e 'net.connect(process.argv[3], process.argv[2]).on("connect", () => process.exit(0)).on("error", () => process.exit(1))' -- "$@"
`;

/** Kafka's program changes these files by variables, and wants them to be there. */
const logging =
  'Configuration:\n  Appenders: {}\n  Loggers:\n    Root: { level: INFO, AppenderRef: [] }\n    Logger: []\n';

const clickhouseStart = `#!/bin/sh
exec node /app/infra/local/src/clickhouse/main.ts --data-dir=/var/lib/clickhouse --credentials-file=/var/lib/clickhouse/credentials.json --host=0.0.0.0 --port=8123 --users-file=/etc/clickhouse-server/users.xml
`;

/** Makes the stand-ins. `commands` is the image of our commands. Throws where the machine has no Prometheus. */
export async function makeStandIns(prefix: string, base: BaseImages, commands: string): Promise<StandIns> {
  const folder = mkdtempSync(join(tmpdir(), 'ringtrace-stand-ins-'));
  const images = {
    kafka: `${prefix}-kafka`,
    clickhouse: `${prefix}-clickhouse`,
    prometheus: `${prefix}-prometheus`,
  };
  const make = async (image: string, dockerfile: readonly string[], layOut: (context: string) => void) => {
    const context = join(folder, image);
    mkdirSync(context);
    layOut(context);
    writeFileSync(join(context, 'Dockerfile'), `${dockerfile.join('\n')}\n`);
    await docker('build', '-q', '-t', image, context);
    rmSync(context, { recursive: true });
  };
  try {
    await make(
      images.kafka,
      [
        `FROM ${base.kafka} AS kafka`,
        `FROM ${base.java} AS java`,
        `FROM ${base.run}`,
        'COPY --from=kafka /opt/kafka/libs /opt/kafka/libs',
        'COPY --from=java /opt/java/openjdk /opt/java/openjdk',
        'COPY start.sh /start.sh',
        'COPY nc /usr/local/bin/nc',
        'COPY docker /etc/kafka/docker',
        'RUN mkdir -p /var/lib/kafka/data /opt/kafka/config /opt/kafka/logs /mnt/shared/config && chown -R 1000:1000 /var/lib/kafka /opt/kafka/config /opt/kafka/logs /mnt/shared',
        'USER 1000:1000',
        'ENTRYPOINT ["/start.sh"]',
      ],
      (context) => {
        put(join(context, 'start.sh'), kafkaStart, 0o755);
        put(join(context, 'nc'), nc, 0o755);
        put(join(context, 'docker', 'server.properties'), '# settings are variables\n');
        for (const name of ['log4j2.yaml', 'tools-log4j2.yaml']) put(join(context, 'docker', name), logging);
      },
    );
    await make(
      images.clickhouse,
      [
        `FROM ${commands}`,
        'USER 0',
        'COPY packages /app/node_modules',
        'COPY start.sh /usr/local/bin/clickhouse-server',
        'COPY users.xml /etc/clickhouse-server/users.xml',
        'RUN mkdir -p /var/lib/clickhouse && chown 101:101 /var/lib/clickhouse',
      ],
      (context) => {
        for (const name of ['chdb', '@chdb', 'ffi-rs', '@yuuang'])
          cpSync(join(projectRoot, 'node_modules', name), join(context, 'packages', name), {
            recursive: true,
          });
        put(join(context, 'start.sh'), clickhouseStart, 0o755);
        put(join(context, 'users.xml'), usersOfImage);
      },
    );
    await make(
      images.prometheus,
      [
        `FROM ${base.run}`,
        'COPY prometheus /bin/prometheus',
        'RUN mkdir /prometheus && chown 65534:65534 /prometheus',
        'USER 65534',
        'ENTRYPOINT ["/bin/prometheus"]',
      ],
      (context) => {
        const found = execFileSync('which', ['prometheus'], { encoding: 'utf8' }).trim();
        copyFileSync(found, join(context, 'prometheus'));
      },
    );
    return images;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function put(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
}
