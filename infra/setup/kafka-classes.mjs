import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { askJava } from './java.mjs';
import { kafkaLibsDir } from './kafka-jars.mjs';
import { ourNode, root } from './our-node.mjs';

const program = join(root, 'infra', 'local', 'src', 'kafka', 'write-classes.ts');

/**
 * The file with Kafka's classes as this Java has them in memory. A broker that maps it starts with half the CPU. Java takes
 * none that another build or other jars have made, so each build has a file of its own, beside the jars. An empty file says
 * that this Java can make none.
 * @param {string} build what Java says of it
 */
export function kafkaClasses(build, env = process.env) {
  const name = createHash('sha256').update(build).digest('hex').slice(0, 8);
  return join(dirname(kafkaLibsDir(env)), `classes-${name}.jsa`);
}

/**
 * Whether the file has been made, or tried to.
 * @param {string} build
 */
export const hasKafkaClasses = (build, env = process.env) => existsSync(kafkaClasses(build, env));

/**
 * Java's arguments for a program of Kafka: those that map the file, where it is there.
 * @param {string} build
 * @returns {string[]}
 */
export function withKafkaClasses(build, env = process.env) {
  const file = kafkaClasses(build, env);
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return size === 0 ? [] : [`-XX:SharedArchiveFile=${file}`];
}

/**
 * The command that runs Kafka's programs, and its arguments for the file. Throws where there is no Java to use.
 * @returns {{ java: string, classes: string[] }}
 */
export function kafkaJava(env = process.env) {
  const { command, build } = askJava(env);
  return { java: command, classes: withKafkaClasses(build, env) };
}

/**
 * Has a broker make the file, in some seconds. What goes wrong with that costs nothing but time at each later start, so it is
 * told and tried no more.
 * @param {string} build
 */
export function writeKafkaClasses(build, env = process.env) {
  const file = kafkaClasses(build, env);
  const folder = mkdtempSync(join(dirname(file), 'writing-'));
  try {
    const made = join(folder, 'classes.jsa');
    const { status, stderr } = spawnSync(ourNode, [program, made], { env, encoding: 'utf8' });
    if (status === 0 && existsSync(made)) return renameSync(made, file);
    const reason = /^\w*Error: .*/m.exec(stderr)?.[0] ?? 'its broker has written none';
    console.error(`Kafka will start more slowly than it could, without a file of its classes: ${reason}`);
    writeFileSync(file, '');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
