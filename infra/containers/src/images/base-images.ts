import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { javaHome } from '@ringtrace/setup/java';
import { kafkaLibsDir } from '@ringtrace/setup/kafka-jars';
import { ourNode } from '@ringtrace/setup/our-node';
import { docker } from './docker.ts';

/** Images that stand in for the official ones of Node where these can't be pulled. */
export interface BaseImages {
  /** With npm. */
  readonly build: string;
  readonly run: string;
  /** With Kafka's jars. */
  readonly kafka: string;
  /** With Java. */
  readonly java: string;
}

/** Libraries that native packages and Java load beside those of Node itself. */
const libraries = [
  'librt.so.1',
  'libdl.so.2',
  'libpthread.so.0',
  'libm.so.6',
  'libresolv.so.2',
  'libutil.so.1',
  'libz.so.1',
];
const certificates = '/etc/ssl/certs/ca-certificates.crt';

/**
 * Makes base images FROM scratch, of this machine's own files: our Node, its libraries, busybox, npm, Java and Kafka's jars. Throws where a file
 * or docker is missing.
 */
export async function makeBaseImages(prefix: string): Promise<BaseImages> {
  const folder = mkdtempSync(join(tmpdir(), 'ringtrace-base-'));
  try {
    const images = {
      build: `${prefix}-base-build`,
      run: `${prefix}-base-run`,
      kafka: `${prefix}-base-kafka`,
      java: `${prefix}-base-java`,
    };
    layOutRoot(join(folder, 'run', 'root'));
    writeFileSync(
      join(folder, 'run', 'Dockerfile'),
      'FROM scratch\nCOPY root/ /\nENV PATH=/usr/local/bin:/usr/bin:/bin\n',
    );
    await docker('build', '-q', '-t', images.run, join(folder, 'run'));
    layOutNpm(join(folder, 'build'));
    writeFileSync(
      join(folder, 'build', 'Dockerfile'),
      `FROM ${images.run}\nCOPY root/ /\nENV NODE_EXTRA_CA_CERTS=${certificates}\n`,
    );
    await docker('build', '-q', '-t', images.build, join(folder, 'build'));
    const scratch = async (image: string, from: string, to: string) => {
      const place = join(folder, image);
      mkdirSync(dirname(join(place, 'root', to)), { recursive: true });
      // Java's settings are links to /etc, deep in its folder: each is copied as the file that it leads to. Links that lead nowhere, such
      // as that to Java's sources, are left out: cp names them and ends with 1.
      spawnSync('cp', ['-rL', from, join(place, 'root', to)]);
      writeFileSync(join(place, 'Dockerfile'), 'FROM scratch\nCOPY root/ /\n');
      await docker('build', '-q', '-t', image, place);
    };
    await scratch(images.kafka, kafkaLibsDir(), '/opt/kafka/libs');
    await scratch(images.java, javaHome(), '/opt/java/openjdk');
    return images;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function layOutRoot(root: string): void {
  const put = (from: string, to = from) => {
    mkdirSync(dirname(join(root, to)), { recursive: true });
    copyFileSync(realpathSync(from), join(root, to));
  };
  const node = join(dirname(dirname(realpathSync(ourNode))), 'bin', 'node');
  put(node, '/usr/local/bin/node');
  execFileSync('strip', [join(root, 'usr/local/bin/node')]);
  const needed = execFileSync('ldd', [node], { encoding: 'utf8' }).match(/\/(?:usr\/)?lib\S*\/\S+/g) ?? [];
  for (const library of needed) put(library);
  const beside = dirname(
    needed.find((one) => one.includes('libc.so.6')) ?? '/lib/x86_64-linux-gnu/libc.so.6',
  );
  for (const library of libraries) put(join(beside, library));
  put(execFileSync('which', ['busybox'], { encoding: 'utf8' }).trim(), '/bin/busybox');
  for (const name of execFileSync('busybox', ['--list'], { encoding: 'utf8' }).trim().split('\n'))
    if (name !== 'busybox') symlinkSync('busybox', join(root, 'bin', name));
  mkdirSync(join(root, 'usr', 'bin'), { recursive: true });
  symlinkSync('/bin/env', join(root, 'usr', 'bin', 'env'));
  put(certificates);
  writeFileSync(join(root, 'etc', 'passwd'), 'root:x:0:0::/root:/bin/sh\n');
  writeFileSync(join(root, 'etc', 'nsswitch.conf'), 'hosts: files dns\n');
  mkdirSync(join(root, 'tmp'));
  chmodSync(join(root, 'tmp'), 0o1777);
}

function layOutNpm(folder: string): void {
  const npm = execFileSync('which', ['npm'], { encoding: 'utf8' }).trim();
  const modules = join(folder, 'root', 'usr', 'local', 'lib', 'node_modules');
  const bin = join(folder, 'root', 'usr', 'local', 'bin');
  mkdirSync(modules, { recursive: true });
  mkdirSync(bin, { recursive: true });
  cpSync(dirname(dirname(realpathSync(npm))), join(modules, 'npm'), { recursive: true });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(bin, 'npm'));
}
