/**
 * Learns the match weights of `detect/src/linking/match-weights.ts` on drawn networks and prints them as they stand there:
 * `node test/src/linking/main.ts SEED...`. Half of the networks have all carriers reporting, half have 50%.
 */
import { openScratchStore } from '@ringtrace/local/migrations/scratch-store';
import { drawTraffic } from '@ringtrace/simulator/drawn/traffic';
import { print, say } from 'ringtrace/output';
import { storeWorld } from '../accuracy/store-world.ts';
import { storeTruth } from '../accuracy/truth.ts';
import { detecting } from '../bench/store/settle.ts';
import { labelledPairs } from './labelled-pairs.ts';
import { asSource, type LabelledPair, learnWeights } from './learn-weights.ts';

async function pairsOfNetwork(seed: number, reportingShare: number): Promise<LabelledPair[]> {
  const scratch = await openScratchStore();
  try {
    const settings = { seed, reportingShare, hours: 12, calls: 120_000, campaigns: 15, bulkCallers: 60 };
    await storeTruth(scratch.store, await storeWorld(scratch.store, drawTraffic(settings)));
    await detecting(scratch.store).settle();
    return await labelledPairs(scratch.store, `seed ${seed}`);
  } finally {
    await scratch.close();
  }
}

const seeds = process.argv.slice(2).map(Number);
if (seeds.length === 0 || !seeds.every(Number.isSafeInteger)) {
  say('usage: node test/src/linking/main.ts SEED...');
  process.exitCode = 2;
} else {
  const pairs: LabelledPair[] = [];
  for (const [i, seed] of seeds.entries()) {
    const found = await pairsOfNetwork(seed, i % 2 === 0 ? 1 : 0.5);
    say(
      `seed ${seed}: ${found.length} pairs, ${found.filter((p) => p.campaign !== undefined).length} of one campaign`,
    );
    pairs.push(...found);
  }
  print(asSource(learnWeights(pairs)));
}
