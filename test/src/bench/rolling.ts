/** `ringtrace bench rolling`: how long ingest and detection stand still while workers are replaced one after the other. */
import { count, print, printJson, say } from 'ringtrace/output';
import { parseUsage } from 'ringtrace/usage';
import { usage } from 'ringtrace/usage/bench';
import { rollWorkers } from '../rolling/roll.ts';
import { machine } from './ingest/machine.ts';
import { runBenchmark } from './run.ts';

/** The goal of docs/operations.md, s. */
const goalS = 10;
const usualBlocks = { RINGTRACE_BLOCK_ROWS: '', RINGTRACE_BLOCK_MS: '' };

await runBenchmark('rolling', async () => {
  const { options } = parseUsage(usage.subcommands.rolling, process.argv.slice(2));
  const rolled = await rollWorkers({ seed: 71, settings: usualBlocks, tell: say });
  const { stored, lost, twice, differences } = rolled;
  for (const one of differences) say(one);
  if (options.json) printJson({ ...rolled, machine: machine() });
  else {
    const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
    print(`${count(stored)} CDRs: ${lost} lost, ${twice} twice`);
    print(
      `ingest stood still for at most ${seconds(rolled.ingestStallMs)} (goal ${goalS} s); without replacement ${seconds(rolled.usualIngestMs)}`,
    );
    print(
      `detection's next build came at most ${seconds(rolled.handoverMs)} after its active worker was asked to end (goal ${goalS} s)`,
    );
    print(
      `between two builds at most ${seconds(rolled.detectStallMs)}; without replacement ${seconds(rolled.usualDetectMs)}: rounds rest while CDRs come in`,
    );
  }
  process.exit(differences.length === 0 ? 0 : 1);
});
