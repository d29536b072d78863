import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findJava, javaVersion } from './java.mjs';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ringtrace-java-'));
  mkdirSync(join(home, 'bin'));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Makes a java command that prints this version and does nothing else. */
function install(version: string): void {
  const java = join(home, 'bin', 'java');
  writeFileSync(java, `#!/bin/sh\necho 'openjdk version "${version}" 2021-10-19' >&2\n`);
  chmodSync(java, 0o755);
}

it.each([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['Picked up JAVA_TOOL_OPTIONS: -Dx=1\nopenjdk version "25" 2025-09-16', 25],
  ['java version "1.8.0_292"', 8],
  ['The operation couldn’t be completed. Unable to locate a Java Runtime.', undefined],
])('reads %j as %s', (text, version) => {
  expect(javaVersion(text)).toBe(version);
});

it('takes the java of JAVA_HOME, or else of the PATH', () => {
  install('21.0.2');
  expect(findJava({ JAVA_HOME: home })).toBe(join(home, 'bin', 'java'));
  expect(findJava({ PATH: `${join(home, 'bin')}:/bin` })).toBe('java');
});

it('names the version that is too old, and every way out', () => {
  install('11.0.13');
  expect(() => findJava({ JAVA_HOME: home })).toThrow(
    /Java 17 or newer.* Java 11\.\n[\s\S]*apt-get[\s\S]*brew[\s\S]*KAFKA_BROKERS=/,
  );
});

it('says where it looked in vain', () => {
  expect(() => findJava({ PATH: home })).toThrow('no working java on the PATH');
  expect(() => findJava({ JAVA_HOME: home })).toThrow(`no working java in JAVA_HOME (${home})`);
});
