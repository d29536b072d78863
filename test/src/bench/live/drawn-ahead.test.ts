import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { DrawnAhead, type ReadyCycle } from './drawn-ahead.ts';

const cycle = (values: readonly string[], due: readonly string[] = []): ReadyCycle => ({
  requests: values.map((value) => Buffer.from(value)),
  cdrs: values.length,
  bad: 1,
  due,
});

/** Copies the requests: those of the next cycle overwrite them. */
async function read(ahead: DrawnAhead): Promise<ReadyCycle[]> {
  const cycles: ReadyCycle[] = [];
  for await (const { requests, ...told } of ahead.cycles())
    cycles.push({ ...told, requests: requests.map((request) => Buffer.from(request)) });
  return cycles;
}

describe('DrawnAhead', () => {
  it('gives back the cycles as they were, in order, as often as asked', async () => {
    const ahead = await DrawnAhead.open();
    const cycles = [cycle(['one', '', 'three']), cycle([]), cycle(['four'], ['campaign'])];
    for (const one of cycles) await ahead.add(one);
    expect(await read(ahead)).toEqual(cycles);
    expect(await read(ahead)).toEqual(cycles);
    await ahead.close();
  });

  it('leaves no folder behind', async () => {
    const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('ringtrace-drawn-'));
    const before = folders();
    const ahead = await DrawnAhead.open();
    const own = folders().filter((name) => !before.includes(name));
    await ahead.close();
    expect(own.filter((name) => existsSync(`${tmpdir()}/${name}`))).toEqual([]);
  });
});
