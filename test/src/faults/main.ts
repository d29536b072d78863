/** `npm run test:faults`: hundreds of random faults under load. After each round, accounts are compared. */
import { z } from 'zod';
import { runFaults } from './run.ts';

const count = (fallback: number) => z.coerce.number().int().min(1).default(fallback);
const settings = z
  .object({
    FAULT_ROUNDS: count(20),
    FAULTS_PER_ROUND: count(10),
    FAULT_SEED: z.coerce
      .number()
      .int()
      .min(0)
      .default(Date.now() % 1_000_000),
  })
  .safeParse(process.env);
if (!settings.success) {
  console.error(`wrong settings in the environment: ${z.prettifyError(settings.error)}`);
  process.exit(2);
}

const { FAULT_ROUNDS: rounds, FAULTS_PER_ROUND: faultsPerRound, FAULT_SEED: seed } = settings.data;
console.error(`seed ${seed} (FAULT_SEED=${seed} chooses the same faults)`);
const result = await runFaults({ seed, rounds, faultsPerRound, tell: (line) => console.error(line) });
for (const difference of result.differences) console.error(difference);
const { faults, lost, twice, rollupsEqual } = result;
const ok = result.differences.length === 0;
if (!ok) console.error(`seed ${seed}; data and logs are kept in ${result.home}`);
console.log(
  `${faults} faults: ${lost} lost, ${twice} twice, rollups ${rollupsEqual ? 'equal' : 'differ'}${ok ? '' : ': FAILED'}`,
);
process.exit(ok ? 0 : 1);
