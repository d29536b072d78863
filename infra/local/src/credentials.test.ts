import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadOrCreateCredentials } from './credentials.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringtrace-credentials-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('makes a password for each user once', () => {
  const file = join(folder, 'credentials.json');
  const made = loadOrCreateCredentials(file);
  expect(new Set(Object.values(made).map(({ password }) => password)).size).toBe(3);
  expect(loadOrCreateCredentials(file)).toEqual(made);
});

it("adds Kafka's user to a file from before there was one, for its owner alone, and changes no other", () => {
  const file = join(folder, 'credentials.json');
  const { kafka, ...before } = loadOrCreateCredentials(file);
  writeFileSync(file, JSON.stringify(before), { mode: 0o644 });
  const after = loadOrCreateCredentials(file);
  expect(after).toMatchObject(before);
  expect(after.kafka.password).not.toBe(kafka.password);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(after);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
