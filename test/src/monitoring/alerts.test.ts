import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { definedMetrics } from './defined-metrics.ts';
import { promtool } from './promtool.ts';

const run = promisify(execFile);
const root = new URL('../../../', import.meta.url);
const rulesFile = fileURLToPath(new URL('infra/monitoring/alerts.yml', root));
const casesFile = fileURLToPath(new URL('infra/monitoring/alerts.test.yml', root));
/** The text of a file without its comments. */
const textOf = (file: string) => readFileSync(file, 'utf8').replaceAll(/^ *#.*$/gm, '');
const runbook = readFileSync(new URL('docs/operations.md', root), 'utf8');

/** The text of each rule, by the name of its alert. */
const rules = new Map(
  textOf(rulesFile)
    .split(/^ +- alert: /m)
    .slice(1)
    .map((rule) => [rule.slice(0, rule.indexOf('\n')), rule] as const),
);
const alerts = [...rules.keys()];

describe('the alert rules', () => {
  it.skipIf(promtool !== '')(`are rules to Prometheus${promtool}`, async () => {
    const { stdout } = await run('promtool', ['check', 'rules', '--lint-fatal', rulesFile]);
    expect(stdout).toContain(`${alerts.length} rules found`);
  });

  it.skipIf(promtool !== '')(`fire when they should, and only then${promtool}`, async () => {
    const { stdout } = await run('promtool', ['test', 'rules', casesFile]);
    expect(stdout).toContain('SUCCESS');
  });

  it('name metrics that the workers define', () => {
    const known = definedMetrics();
    const named = new Set([...rules.values()].flatMap((rule) => rule.match(/\bringtrace_\w+/g) ?? []));
    expect(named.size).toBeGreaterThan(5);
    expect([...named].filter((name) => !known.has(name))).toEqual([]);
  });
});

describe.each(alerts)('%s', (alert) => {
  it('says how grave it is, what it is, and where its runbook stands', () => {
    const rule = rules.get(alert) ?? '';
    expect(rule).toMatch(/^ +severity: (critical|warning)$/m);
    expect(rule).toMatch(/^ +summary: \S/m);
    expect(rule).toMatch(/^ +description: \S/m);
    expect(rule).toContain(`runbook_url: docs/operations.md#${alert.toLowerCase()}\n`);
    expect(runbook).toMatch(new RegExp(`^### ${alert}$`, 'm'));
  });

  it('has a case in which it fires, and one in which it does not', () => {
    const cases = textOf(casesFile);
    expect(cases).toMatch(new RegExp(`alertname: ${alert}\n +exp_alerts:\n`));
    expect(cases).toMatch(new RegExp(`alertname: ${alert}\n +exp_alerts: \\[\\]`));
  });
});

it('no runbook is left of an alert that is gone', () => {
  const chapter = runbook.slice(runbook.indexOf('\n## What to alert on'));
  expect([...chapter.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading)).toEqual(alerts);
});
