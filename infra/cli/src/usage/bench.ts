import { defineGroup, defineSubcommand } from '../usage.ts';
import { json } from './json.ts';

const cdrs = (fallback: string) =>
  ({ type: 'string', value: 'N', whole: true, about: 'CDRs to measure with', default: fallback }) as const;
const rounds = (fallback: string) =>
  ({
    type: 'string',
    value: 'N',
    whole: true,
    about: 'rounds to take the medians over',
    default: fallback,
  }) as const;

const subcommands = {
  feed: defineSubcommand({
    summary: "an Asterisk CSV file through ringtrace feed, and through Kafka's console producer",
    examples: [{ does: 'a small file', line: 'ringtrace bench feed --megabytes 100' }],
    arguments: {},
    options: {
      megabytes: { type: 'string', value: 'N', whole: true, about: 'size of the file', default: '1000' },
      json,
    },
  }),
  ingest: defineSubcommand({
    summary: "from a filled topic to finished tables, beside ClickHouse's own Kafka engine and others",
    examples: [
      { does: 'all, on fewer CDRs', line: 'ringtrace bench ingest --cdrs 1000000 --rounds 1' },
      { does: 'how idle the machine stays', line: 'ringtrace bench ingest --rate 50000' },
    ],
    arguments: {},
    options: {
      cdrs: cdrs('6000000'),
      rounds: rounds('3'),
      only: { type: 'string', value: 'LIST', about: 'some of ours,peer,usual,ceiling,broker' },
      rate: {
        type: 'string',
        value: 'N',
        whole: true,
        about: 'produce N CDRs a second while ours ingests them, and tell how idle the machine stays',
      },
      json,
    },
  }),
  enrich: defineSubcommand({
    summary: "loading, looking up and swapping a country's reference data, beside ClickHouse dictionaries",
    examples: [{ does: 'fewer ported numbers', line: 'ringtrace bench enrich --ported 1000000' }],
    arguments: {},
    options: {
      cdrs: cdrs('1000000'),
      rounds: rounds('15'),
      ported: { type: 'string', value: 'N', whole: true, about: 'ported numbers', default: '10000000' },
      json,
    },
  }),
  trace: defineSubcommand({
    summary: 'how right tracing is on simulated calls, and how long it takes in a full store',
    examples: [
      { does: 'how right it is, on one network', line: 'ringtrace bench trace --seeds 501' },
      { does: 'how long it takes among ten million legs', line: 'ringtrace bench trace --legs 10000000' },
    ],
    arguments: {},
    options: {
      // No test's seeds, and not those that confidence was set on.
      seeds: { type: 'string', value: 'LIST', about: 'networks to draw', default: '501,502,503,504' },
      calls: { type: 'string', value: 'N', whole: true, about: 'calls of each network', default: '2000' },
      legs: {
        type: 'string',
        value: 'N',
        whole: true,
        about: 'legs stored to measure the time of a trace; without it time is not measured',
      },
      traces: {
        type: 'string',
        value: 'N',
        whole: true,
        about: 'calls traced one by one to measure it',
        default: '300',
      },
      json,
    },
  }),
  accuracy: defineSubcommand({
    summary: 'how right detection is on drawn networks, beside the rules a user would otherwise run',
    examples: [{ does: 'two networks', line: 'ringtrace bench accuracy --worlds 2' }],
    about: `Draws networks from seeds, with campaigns and legitimate callers in them, has detection judge each, and compares the candidates with what was drawn. It prints the figures that docs/detection/accuracy.md defines, recall by sort of campaign, how many candidates of each score are right, the same figures for the usual rules, and why campaigns were missed and candidates are wrong. A network takes one minute to several, and a line on standard error says when it is done.`,
    arguments: {},
    options: {
      split: {
        type: 'string',
        value: 'NAME',
        about: 'which networks: held-out, or tuned, on which weights and thresholds were chosen',
        oneOf: ['held-out', 'tuned'],
        default: 'held-out',
      },
      worlds: {
        type: 'string',
        value: 'N',
        whole: true,
        about: 'only the first N networks; without it, all: 18 held-out ones, or 6 tuned ones',
      },
      json,
    },
  }),
  detect: defineSubcommand({
    summary: 'a round of detection as the store grows, at the same rate of arrival',
    examples: [{ does: 'two sizes', line: 'ringtrace bench detect --sizes 1,5 --rounds 3' }],
    about: `For each size it prints medians over the rounds, in milliseconds. idle_round_ms: a round without new CDRs. arrival_ms: from the CDRs of one minute being stored to their being judged. first_look_ms: the first look of a worker that has just started. A ratio near 1 says that a round costs what arrives, not what is stored.`,
    arguments: {},
    options: {
      sizes: {
        type: 'string',
        value: 'LIST',
        about: 'millions of CDRs stored, rising',
        default: '1,10,50',
      },
      rounds: rounds('5'),
      json,
    },
  }),
  dense: defineSubcommand({
    summary: 'whether detection passes, and how long it takes, where the traffic of two hours is dense',
    examples: [{ does: 'some 700,000 legs', line: 'ringtrace bench dense --copies 2' }],
    arguments: {},
    options: {
      copies: { type: 'string', value: 'N', whole: true, about: 'copies of some 340,000 legs', default: '7' },
      honest: {
        type: 'boolean',
        about: 'all copies but the first are of other customers, and without campaigns',
      },
      json,
    },
  }),
  live: defineSubcommand({
    summary: 'the whole path as in production: rates sustained, cost of each step, time to a candidate',
    examples: [
      {
        does: 'one rate for a minute, beside the views a user would build',
        line: 'ringtrace bench live --rate 1000 --seconds 60 --peer',
      },
      {
        does: 'a further minute of arrivals in denser hours',
        line: 'ringtrace bench live --density 1,2,5,10',
      },
      {
        does: 'two workers of each kind, beside one of each',
        line: 'ringtrace bench live --rate 1000 --ingest-workers 2 --detect-workers 2',
      },
      { does: 'how fast six stored hours are judged', line: 'ringtrace bench live --catch-up --hours 6' },
    ],
    about: `A rate is sustained where both lags stay bounded: the peak in the second half of the run is at most 15 s above the peak in the first half. Ingest lag: seconds that the oldest CDR sent and not stored has waited. Detect lag: seconds that the oldest CDR stored and not judged or published has waited. Candidate: seconds from a campaign's 200th call being stored to its first open candidate on traceback.candidates. Found: campaigns of which right candidates hold half the legs. Accused: open candidates that are mostly of honest calls. CPU: seconds for a million CDRs of the live part, all re-judging included.`,
    arguments: {},
    options: {
      rate: {
        type: 'string',
        value: 'LIST',
        about: 'CDRs a second, rising; without it a ladder that doubles from 500 until one is too high',
      },
      seconds: {
        type: 'string',
        value: 'N',
        whole: true,
        about: 'how long CDRs arrive at each rate, 40 or more',
        default: '120',
      },
      stored: {
        type: 'string',
        value: 'N',
        whole: true,
        about: 'CDRs stored and judged before',
        default: '1000000',
      },
      seed: { type: 'string', value: 'N', whole: true, about: 'seed of the labelled network', default: '1' },
      'ingest-workers': {
        type: 'string',
        value: 'N',
        whole: true,
        about:
          'ingest workers, up to 8, that share the partitions; with more than one, each rate is run with one of each, too',
        default: '1',
      },
      'detect-workers': {
        type: 'string',
        value: 'N',
        whole: true,
        about:
          'detect workers, up to 8: one is active, and in the end it is killed and another one takes over',
        default: '1',
      },
      peer: {
        type: 'boolean',
        about: 'beside it the views and usual rules that a user would otherwise build, over the same CDRs',
      },
      density: {
        type: 'string',
        value: 'LIST',
        about: 'a further minute of arrivals in hours that are so many times as dense',
      },
      'catch-up': {
        type: 'boolean',
        about: 'how fast a stored day is judged of which nothing was judged before',
      },
      hours: {
        type: 'string',
        value: 'N',
        whole: true,
        about: 'how many hours --catch-up judges; 24 unless told',
      },
      json,
    },
  }),
  query: defineSubcommand({
    summary: 'the questions of docs/queries.md on a large store: time, rows read, memory',
    examples: [{ does: 'a smaller store', line: 'ringtrace bench query --cdrs 5000000' }],
    arguments: {},
    options: { cdrs: cdrs('50000000'), rounds: rounds('5'), json },
  }),
  cases: defineSubcommand({
    summary: 'lists, scorecards and a report over many tracebacks, and how fast the log of casework is',
    examples: [{ does: 'fewer tracebacks', line: 'ringtrace bench cases --tracebacks 10000' }],
    arguments: {},
    options: {
      tracebacks: {
        type: 'string',
        value: 'N',
        whole: true,
        about: 'tracebacks of two years',
        default: '100000',
      },
      rounds: rounds('5'),
      json,
    },
  }),
  console: defineSubcommand({
    summary: "every page's questions to the console on a large store: time, and rows read",
    examples: [
      { does: 'a smaller store', line: 'ringtrace bench console --cdrs 5000000' },
      {
        does: 'one page, in a store that stays',
        line: 'ringtrace bench console --store ~/fifty-million --only report',
      },
    ],
    arguments: {},
    options: {
      cdrs: cdrs('50000000'),
      campaigns: { type: 'string', value: 'N', whole: true, about: 'campaigns', default: '10000' },
      tracebacks: {
        type: 'string',
        value: 'N',
        whole: true,
        about: 'tracebacks of two years',
        default: '5000',
      },
      store: {
        type: 'string',
        value: 'DIR',
        path: 'directory',
        about:
          'keep the store in this folder; where it has one, measure with that instead of filling another',
      },
      only: { type: 'string', value: 'TEXT', about: 'only routes whose address has this text' },
      rounds: rounds('5'),
      json,
    },
  }),
  cluster: defineSubcommand({
    summary: 'the same traffic stored and judged on one machine, on one shard and on two: rate and CPU',
    examples: [{ does: 'a small run', line: 'ringtrace bench cluster --rate 1000 --seconds 60' }],
    arguments: {},
    options: {
      rate: {
        type: 'string',
        value: 'N',
        whole: true,
        about: 'CDRs a second of event time: how dense the hour is',
        default: '5000',
      },
      seconds: {
        type: 'string',
        value: 'N',
        whole: true,
        about: 'seconds of event time that are stored and judged',
        default: '60',
      },
      json,
    },
  }),
  rolling: defineSubcommand({
    summary: 'how long ingest and detection stand still while workers are replaced one after the other',
    examples: [{ does: 'two ingest and two detect workers under load', line: 'ringtrace bench rolling' }],
    arguments: {},
    options: { json },
  }),
  storage: defineSubcommand({
    summary: 'bytes a CDR on disk, by column and by table, and in Kafka',
    examples: [{ does: 'a smaller store', line: 'ringtrace bench storage --cdrs 1000000' }],
    arguments: {},
    options: { cdrs: cdrs('6000000'), json },
  }),
};

export const usage = defineGroup({
  examples: [...subcommands.storage.examples, ...subcommands.detect.examples],
  about: `Runs a benchmark with a broker and an engine of its own in a temporary folder; nothing else should run meanwhile. Medians over all rounds on standard output. docs/benchmarks.md says what is measured and how.`,
  subcommands,
});
