import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { kafkaLibsDir } from '@ringtrace/local/kafka/libs';
import { cacheDir } from '@ringtrace/setup/jars';
import { javaHome } from '@ringtrace/setup/java';
import { kafkaVersion } from '@ringtrace/setup/kafka-jars';
import { GenericContainer, getContainerRuntimeClient, ImageName } from 'testcontainers';
import { pull } from '../image.ts';

/**
 * The name of an image with /opt/kafka/libs, java and sh. RINGTRACE_TEST_KAFKA_IMAGE may name one. Else it is the official image of the version
 * that we embed. Where that can't be pulled, it is built from this machine's Java and our jars. Throws where the named image can't be had.
 */
export async function kafkaImage(): Promise<string> {
  const named = process.env['RINGTRACE_TEST_KAFKA_IMAGE'];
  const wanted = named || `apache/kafka:${kafkaVersion()}`;
  const reason = await pull(wanted);
  if (reason === undefined) return wanted;
  if (named) throw new Error(`RINGTRACE_TEST_KAFKA_IMAGE='${named}' can't be had: ${reason}`);
  return buildImage();
}

/** Modules of Java that a broker uses. */
const javaModules = [
  ...['java.base', 'java.desktop', 'java.logging', 'java.management', 'java.management.rmi', 'java.naming'],
  ...[
    'java.net.http',
    'java.rmi',
    'java.scripting',
    'java.security.jgss',
    'java.security.sasl',
    'java.sql',
    'java.xml',
  ],
  ...['jdk.crypto.ec', 'jdk.management', 'jdk.security.auth', 'jdk.unsupported', 'jdk.zipfs'],
];

const dockerfile = `FROM scratch
COPY root/ /
COPY --chown=1001:1001 writable/ /
ENV PATH=/bin:/opt/java/bin
USER 1001
WORKDIR /tmp
`;

async function buildImage(): Promise<string> {
  const context = buildContext();
  const name = `ringtrace-test/kafka:${basename(context)}`;
  const { image } = await getContainerRuntimeClient();
  if (!(await image.exists(ImageName.fromString(name))))
    await GenericContainer.fromDockerfile(context).build(name, { deleteOnExit: false });
  return name;
}

/** A folder to build the image from, in the project's cache. Its name tells what it was made of. */
function buildContext(): string {
  const java = javaHome();
  const made = createHash('sha256')
    .update(`${kafkaLibsDir()} ${java} ${dockerfile}`)
    .digest('hex')
    .slice(0, 12);
  const folder = join(cacheDir(), 'kafka-container', made);
  if (existsSync(folder)) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  const part = mkdtempSync(join(dirname(folder), 'part-'));
  try {
    fillRoot(join(part, 'root'), java);
    mkdirSync(join(part, 'writable', 'tmp'), { recursive: true });
    writeFileSync(join(part, 'Dockerfile'), dockerfile);
    renameSync(part, folder);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
  return folder;
}

function fillRoot(root: string, java: string): void {
  for (const path of ['bin', 'etc', 'opt/kafka']) mkdirSync(join(root, path), { recursive: true });
  copyJava(java, join(root, 'opt/java'));
  cpSync(kafkaLibsDir(), join(root, 'opt/kafka/libs'), { recursive: true });
  execFileSync('chmod', ['-R', 'a+rX', join(root, 'opt')]);
  copyFileSync('/bin/sh', join(root, 'bin/sh'));
  for (const library of librariesOf(root)) {
    mkdirSync(join(root, dirname(library)), { recursive: true });
    copyFileSync(library, join(root, library));
  }
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0::/:/bin/sh\nkafka:x:1001:1001::/tmp:/bin/sh\n');
  writeFileSync(join(root, 'etc/nsswitch.conf'), 'hosts: files dns\n');
}

/** With a JDK, only the modules that a broker uses; without one, all of the machine's Java. */
function copyJava(java: string, target: string): void {
  const jlink = join(java, 'bin', 'jlink');
  if (!existsSync(jlink) || !existsSync(join(java, 'jmods'))) {
    cpSync(java, target, { recursive: true, dereference: true });
    return;
  }
  const smaller = ['--no-header-files', '--no-man-pages', '--strip-debug', '--compress=1'];
  execFileSync(jlink, [...smaller, '--add-modules', javaModules.join(','), '--output', target], {
    stdio: 'pipe',
  });
}

/** The machine's shared libraries that programs and libraries below `root` are linked to. */
function librariesOf(root: string): string[] {
  const linked = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && /\.so$|^(?:java|sh)$/.test(file.name))
    .map((file) => join(file.parentPath, file.name));
  const { stdout } = spawnSync('ldd', linked, { encoding: 'utf8' });
  return [
    ...new Set([...stdout.matchAll(/(?:=> |^\s+)(\/(?:usr\/)?lib\S+)/gm)].map(([, path = '']) => path)),
  ];
}
