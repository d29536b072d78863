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
    arguments: {},
    options: {
      split: {
        type: 'string',
        value: 'NAME',
        about: 'held-out, or tuned: the one that weights and thresholds were chosen on',
        oneOf: ['held-out', 'tuned'],
        default: 'held-out',
      },
      worlds: {
        type: 'string',
        value: 'N',
        whole: true,
        about: 'the first N networks of it, each takes a minute; without it, all',
      },
      json,
    },
  }),
  detect: defineSubcommand({
    summary: 'a round of detection as the store grows, at the same rate of arrival',
    examples: [{ does: 'two sizes', line: 'ringtrace bench detect --sizes 1,5 --rounds 3' }],
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
      json,
    },
  }),
  query: defineSubcommand({
    summary: 'the questions of docs/queries.md on a large store: time, rows read, memory',
    examples: [{ does: 'a smaller store', line: 'ringtrace bench query --cdrs 5000000' }],
    arguments: {},
    options: { cdrs: cdrs('50000000'), rounds: rounds('5'), json },
  }),
  storage: defineSubcommand({
    summary: 'bytes a CDR on disk, by column',
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
