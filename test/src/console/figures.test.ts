import { defineQuery } from '@ringtrace/platform/clickhouse';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { launchBrowser } from './chromium.ts';
import { exampleAsItIs } from './example.ts';
import { numberIn, rowsBeside } from './figure.ts';
import { describeInBrowser } from './in-browser.ts';
import { type ConsoleInstance, startConsole } from './instance.ts';
import { type Visit, visit } from './visit.ts';

const pair = z.object({ name: z.string(), value: z.number() });
type Params = { readonly campaign: string };

/** The legs of a campaign's calls, with what the records say. Written anew here: the console has its own. */
const legs = `(
  SELECT m.call_key AS call_key, c.* FROM cdr AS c
  INNER JOIN (SELECT * FROM campaign_calls WHERE campaign_id = {campaign: String}) AS m
    ON m.carrier = c.carrier AND m.call_id = c.call_id AND m.start_time = c.start_time
)`;

const query = (name: string, sql: string) => defineQuery<Params>()({ name, row: pair, sql });

const largest = defineQuery()({
  name: 'the open campaign with the most calls',
  row: z.object({ campaign_id: z.string(), candidate_id: z.string(), signals: z.string() }),
  sql: `SELECT campaign_id, candidate_id, toString(c.signals) AS signals FROM traceback_candidates AS t
    INNER JOIN campaigns AS c USING (campaign_id) WHERE t.status = 'open' ORDER BY c.calls DESC LIMIT 1`,
});

const perMinute = query(
  'calls by minute',
  `SELECT formatDateTime(toStartOfMinute(at), '%Y-%m-%d %H:%i:%S UTC', 'UTC') AS name, toFloat64(count()) AS value
   FROM (SELECT call_key, min(start_time) AS at FROM ${legs} GROUP BY call_key) GROUP BY name ORDER BY name`,
);

const durations = query(
  'answered calls by whole seconds begun',
  `SELECT toString(seconds) AS name, toFloat64(count()) AS value FROM (
     SELECT call_key, max(toUInt32(ceil((toUnixTimestamp64Milli(end_time) - toUnixTimestamp64Milli(assumeNotNull(answer_time))) / 1000))) AS seconds
     FROM ${legs} WHERE answer_time IS NOT NULL GROUP BY call_key
   ) GROUP BY seconds ORDER BY seconds`,
);

const answered = query(
  'calls by whether anybody answered',
  `SELECT if(has_answer, 'answered', 'not') AS name, toFloat64(count()) AS value
   FROM (SELECT call_key, max(answer_time IS NOT NULL) AS has_answer FROM ${legs} GROUP BY call_key) GROUP BY name`,
);

const attestation = query(
  'calls by best letter',
  `SELECT multiIf(failed, 'failed', letters = [], '', arraySort(letters)[1]) AS name, toFloat64(count()) AS value FROM (
     SELECT call_key, groupArrayIf(toString(attestation), ifNull(toString(attestation), '') != '') AS letters,
       countIf(ifNull(toString(verstat), '') = 'failed') > 0 AS failed
     FROM ${legs} GROUP BY call_key
   ) GROUP BY name ORDER BY name`,
);

/** Of each call, who signed its best letter. Where several did, the first by name; a name goes before none. */
const signed = query(
  'calls by signer and best letter',
  `SELECT concat(if(best.3 = '', 'nobody', best.3), ', ', if(best.1 = 'Z', 'no letter', best.1), if(failed, ', failed', '')) AS name,
     toFloat64(count()) AS value
   FROM (
     SELECT call_key, arraySort(groupArray((letter, name = '', name)))[1] AS best, max(has_failed) AS failed
     FROM (
       SELECT call_key, if(ifNull(toString(attestation), '') = '', 'Z', toString(attestation)) AS letter,
         ifNull(toString(signer), ifNull(toString(signer_ocn), '')) AS name, ifNull(toString(verstat), '') = 'failed' AS has_failed
       FROM ${legs}
     ) GROUP BY call_key
   ) GROUP BY name ORDER BY name`,
);

const areas = (number: 'calling_number' | 'called_number') =>
  query(
    `calls by area code, ${number}`,
    `SELECT substring(toString(n), 2, 3) AS name, toFloat64(count()) AS value
     FROM (SELECT call_key, any(${number}) AS n FROM ${legs} GROUP BY call_key)
     WHERE length(toString(n)) = 11 AND startsWith(toString(n), '1') AND substring(toString(n), 2, 1) >= '2'
     GROUP BY name ORDER BY name`,
  );

/** Calls that both sides of a hand-over report, by the pair. */
const handedOver = query(
  'hand-overs that both sides report',
  `SELECT concat(o.carrier, ' > ', i.carrier) AS name, toFloat64(uniqExact(o.call_key)) AS value
   FROM (SELECT call_key, toString(carrier) AS carrier, toString(downstream) AS downstream FROM ${legs} WHERE downstream IS NOT NULL AND downstream != carrier) AS o
   INNER JOIN (SELECT call_key, toString(carrier) AS carrier, toString(upstream) AS upstream FROM ${legs} WHERE upstream IS NOT NULL AND upstream != carrier) AS i
     ON o.call_key = i.call_key AND o.downstream = i.carrier AND i.upstream = o.carrier
   GROUP BY name ORDER BY name`,
);

/** Calls by the carrier that handed them to its own subscriber. */
const ended = query(
  'calls by the carrier of the called party',
  `SELECT toString(carrier) AS name, toFloat64(uniqExact(call_key)) AS value FROM ${legs}
   WHERE downstream = carrier GROUP BY name ORDER BY value DESC, name`,
);

const byName = (rows: readonly z.infer<typeof pair>[]) =>
  Object.fromEntries(rows.map(({ name, value }) => [name, value]));

describeInBrowser('the numbers of every chart of a campaign in a browser', () => {
  let instance: ConsoleInstance;
  let browser: Browser;
  let analyst: Visit;
  let campaign: string;
  let signals: { name: string; contribution: number }[];
  beforeAll(async () => {
    instance = await startConsole(exampleAsItIs);
    browser = await launchBrowser();
    analyst = await visit(browser, instance, { as: await instance.account('analyst') });
    const [found] = await instance.store.query(largest, {});
    if (found === undefined) throw new Error('the example has no campaign');
    campaign = found.campaign_id;
    signals = z
      .array(z.object({ name: z.string(), contribution: z.number() }))
      .parse(JSON.parse(found.signals));
    await analyst.open(`/campaigns/${found.candidate_id}`);
  });
  afterAll(async () => {
    await browser.close();
    await instance.stop();
  });

  const rows = (title: string) => rowsBeside(analyst.page, title);
  const asked = async (statement: typeof perMinute) =>
    byName(await instance.store.query(statement, { campaign }));

  it('has every chart that an analyst needs, and no trouble', async () => {
    const titles = await analyst.page.locator('figure figcaption strong').allInnerTexts();
    expect(titles).toEqual(
      expect.arrayContaining([
        'Calls per minute',
        'Durations of answered calls',
        'Answered and short calls, beside the usual',
        'Attestation',
        'How the signals add up',
        'From the origin to the terminating carriers',
        'Where the calls ended',
        'Area codes of the calling numbers',
        'Area codes of the called numbers',
        'Example call 1',
      ]),
    );
    expect(analyst.troubles).toEqual([]);
  });

  it('calls per minute', async () => {
    const shown = (await rows('Calls per minute')).filter((row) => row[1] !== 'not known');
    const [first = [], second = []] = shown;
    const timeOf = ([at = '']: readonly string[]) => Date.parse(at.replace(' UTC', 'Z').replace(' ', 'T'));
    const step = timeOf(second) - timeOf(first);
    const counted = new Map<number, number>();
    for (const [name, value] of Object.entries(await asked(perMinute))) {
      const at = Math.floor(timeOf([name]) / step) * step;
      counted.set(at, (counted.get(at) ?? 0) + value);
    }
    const drawn = new Map(
      shown.map((row) => [timeOf(row), Math.round((numberIn(row[1]) * step) / 60_000)] as const),
    );
    for (const [at, calls] of drawn) expect([at, calls]).toEqual([at, counted.get(at) ?? 0]);
    expect([...counted.keys()].filter((at) => !drawn.has(at))).toEqual([]);
  });

  it('durations', async () => {
    const counted = Object.entries(await asked(durations)).map(([s, calls]) => ({ s: Number(s), calls }));
    const shown = await rows('Durations of answered calls');
    expect(shown.length).toBeGreaterThan(10);
    for (const [from, to, calls] of shown) {
      const own = counted.filter(({ s }) => s >= numberIn(from) && s < numberIn(to));
      expect([from, numberIn(calls)]).toEqual([from, own.reduce((sum, one) => sum + one.calls, 0)]);
    }
  });

  it('answered and short calls', async () => {
    const { answered: yes = 0, not = 0 } = await asked(answered);
    const short = Object.entries(await asked(durations))
      .filter(([s]) => Number(s) <= 6)
      .reduce((sum, [, calls]) => sum + calls, 0);
    const shown = new Map(
      (await rows('Answered and short')).map(([name = '', share]) => [name, numberIn(share)]),
    );
    expect(shown.get('answered')).toBeCloseTo((100 * yes) / (yes + not), 0);
    expect(shown.get('short')).toBeCloseTo((100 * short) / yes, 0);
  });

  it('attestation', async () => {
    const counted = await asked(attestation);
    const shown = (await rows('Attestation')).map(([name = '', calls]): [string, number] => [
      name.startsWith('not signed') ? '' : name.endsWith('failed') ? 'failed' : name.slice(0, 1),
      numberIn(calls),
    ]);
    expect(Object.fromEntries(shown)).toEqual(counted);
  });

  it('who signed', async () => {
    const shown = (await rows('Who signed')).map(([name = '', calls]) => [name, numberIn(calls)]);
    expect(Object.fromEntries(shown)).toEqual(await asked(signed));
  });

  it.each([
    ['Area codes of the calling numbers', 'calling_number'],
    ['Area codes of the called numbers', 'called_number'],
  ] as const)('%s', async (title, number) => {
    const shown = (await rows(title)).map(([code = '', , calls]) => [code, numberIn(calls)]);
    expect(Object.fromEntries(shown)).toEqual(await asked(areas(number)));
  });

  it('the weights of the evidence', async () => {
    const shown = (await rows('How the signals add up')).slice(1, -1);
    expect(shown.map(([name, , , adds]) => [name, numberIn(adds?.replace('\u2212', '-'))]).sort()).toEqual(
      signals
        .filter(({ contribution }) => contribution !== 0)
        .map(({ name, contribution }) => [
          name,
          Math.abs(contribution) < 0.005 ? contribution : Number(contribution.toFixed(2)),
        ])
        .sort(),
    );
  });

  it('hand-overs that are drawn as proven', async () => {
    const counted = await asked(handedOver);
    const bare = (label = '') => label.replace(/ \((?:origin|claimed)\)$/, '');
    const proven = (await rows('From the origin')).filter(([, , , by]) => by?.startsWith('records'));
    const shown = new Map<string, number>();
    for (const [from, to, calls] of proven) {
      const name = `${bare(from)} > ${bare(to)}`;
      shown.set(name, (shown.get(name) ?? 0) + numberIn(calls));
    }
    expect(Object.fromEntries([...shown].sort())).toEqual(counted);
  });

  it('where the calls ended', async () => {
    const counted = await asked(ended);
    const shown = Object.fromEntries(
      (await rows('Where the calls ended')).map(([name = '', calls]) => [name, numberIn(calls)]),
    );
    expect(Object.keys(counted).length).toBeGreaterThan(1);
    for (const [name, calls] of Object.entries(counted)) expect([name, shown[name]]).toEqual([name, calls]);
  });
});
