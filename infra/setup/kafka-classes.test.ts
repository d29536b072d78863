import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { askJava } from './java.mjs';
import { hasKafkaClasses, kafkaClasses, withKafkaClasses, writeKafkaClasses } from './kafka-classes.mjs';

let home: string;
let env: NodeJS.ProcessEnv;
let build: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ringtrace-classes-'));
  mkdirSync(join(home, 'bin'));
  env = { ...process.env, JAVA_HOME: home, RINGTRACE_CACHE: join(home, 'cache') };
  build = install('21.0.2');
  mkdirSync(dirname(kafkaClasses(build, env)), { recursive: true });
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(home, { recursive: true, force: true });
});

/** Makes a java command that says this version and does nothing else. Returns what it says. */
function install(version: string): string {
  const java = join(home, 'bin', 'java');
  writeFileSync(java, `#!/bin/sh\necho 'openjdk version "${version}" 2024-01-16' >&2\n`);
  chmodSync(java, 0o755);
  return askJava(env).build;
}

it('Kafka starts with the file of this Java, and without one where only another Java has made one', () => {
  expect(withKafkaClasses(build, env)).toEqual([]);
  writeFileSync(kafkaClasses(build, env), 'classes');
  expect(withKafkaClasses(build, env)).toEqual([`-XX:SharedArchiveFile=${kafkaClasses(build, env)}`]);
  build = install('21.0.3');
  expect(hasKafkaClasses(build, env)).toBe(false);
  expect(withKafkaClasses(build, env)).toEqual([]);
});

it('where no broker can write the file, this is told once and not tried again', () => {
  const told = vi.spyOn(console, 'error').mockReturnValue();
  writeKafkaClasses(build, env);
  expect(told).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('Kafka will start more slowly'));
  expect(hasKafkaClasses(build, env)).toBe(true);
  expect(statSync(kafkaClasses(build, env)).size).toBe(0);
  expect(withKafkaClasses(build, env)).toEqual([]);
});
