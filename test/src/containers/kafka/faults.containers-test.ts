import { expect, it } from 'vitest';
import { runFaults } from '../../faults/run.ts';
import { type FaultBroker, startServices } from '../../faults/services.ts';
import { withoutDocker } from '../without-docker.ts';
import { addWorker, kafkaOf, startBroker } from './broker.ts';

/** Each harm is more than a killed process: what is done to a machine, or to its disk, befalls a container as a whole. */
const harms = ['kill', 'freeze', 'restart'] as const;

async function brokerInContainer(home: string): Promise<FaultBroker> {
  const broker = await startBroker(home);
  const worker = await addWorker(broker);
  let count = 0;
  return {
    kafka: kafkaOf(broker, worker),
    kafkaCa: broker.ca,
    async harmBroker(meanwhile) {
      const harm = harms[count % harms.length] ?? 'kill';
      count += 1;
      await broker[harm](meanwhile);
      return `${harm} of the broker's container`;
    },
    stop: broker.stop,
  };
}

it.skipIf(withoutDocker !== '')(
  `loses nothing and shows nothing twice where the broker's container is killed, frozen and restarted under load${withoutDocker}`,
  async () => {
    const lines: string[] = [];
    const result = await runFaults(
      {
        seed: 7,
        rounds: 1,
        faultsPerRound: 2 * harms.length,
        kinds: ['harmBroker', 'rebalance'],
        tell: (line) => lines.push(line),
      },
      () => startServices(brokerInContainer),
    );
    expect(result.differences, lines.join('\n')).toEqual([]);
    expect(result).toMatchObject({ lost: 0, twice: 0, rollupsEqual: true });
    for (const harm of harms) expect(lines.join('\n')).toContain(`${harm} of the broker`);
  },
  600_000,
);
