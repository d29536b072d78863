import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '@ringtrace/local/migrations/files';
import { projectRoot } from '@ringtrace/platform/config';
import { version } from '@ringtrace/platform/version';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { keptReleases, noteOn } from './archive.ts';

const read = (...path: string[]) => readFileSync(join(projectRoot, ...path), 'utf8');
const lockFile = z.object({
  packages: z.object({ 'infra/platform': z.object({ version: z.string() }) }),
});

/** Headings of CHANGELOG.md, newest first: `## [0.2.0] - 2026-11-29`. */
const headings = [...read('CHANGELOG.md').matchAll(/^## (.*)$/gm)].map(([, heading = '']) => heading);
const releaseHeading = /^\[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$/;
const released = headings.slice(1).map((heading) => releaseHeading.exec(heading)?.[1] ?? heading);

const isLater = (version = '', than = '') => version.localeCompare(than, 'en', { numeric: true }) > 0;

/** docs/releasing.md says in which order these are made. */
describe('releases', () => {
  it('are in CHANGELOG.md, each with its date, below what is not released yet', () => {
    expect(headings[0]).toBe('[Unreleased]');
    for (const heading of headings.slice(1)) expect(heading).toMatch(releaseHeading);
  });

  it('have the newest as the version of the program, or between two releases the next one with -dev', () => {
    const [next, dev] = version.split('-');
    if (dev === undefined) expect(version).toBe(released[0]);
    else {
      expect(dev).toBe('dev');
      expect(next).toMatch(/^\d+\.\d+\.\d+$/);
      expect(isLater(next, released[0]), `${version} comes after ${released[0]}`).toBe(true);
    }
    const { packages } = lockFile.parse(JSON.parse(read('package-lock.json')));
    expect(packages['infra/platform'].version, 'run: npm install --package-lock-only').toBe(version);
  });

  it('have each a store, down to the oldest that can still be upgraded', () => {
    const kept = keptReleases();
    expect(released.slice(0, kept.length).toSorted(), 'run: npm run store').toEqual(kept);
    expect(kept).not.toEqual([]);
  });

  it.each(keptReleases())('%s: its migrations have not changed since', (version) => {
    const known = migrations.map(({ id, name, checksum }) => ({ id, name, checksum }));
    const { migrations: applied } = noteOn(version);
    expect(known.slice(0, applied.length)).toEqual(applied);
  });
});
