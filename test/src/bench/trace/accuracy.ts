import { evaluate, ordinary, rough, type Scenario, share, type Traced } from '../../trace/evaluate.ts';

const bare = { origids: false, endings: false } as const;
const legsOnly = { origids: false, forwarded: 0 } as const;

/** The networks on which tracing is measured. The published goals are for the first ones. */
const scenarios: Readonly<Record<string, Scenario>> = {
  'all report': ordinary,
  'all report, rough': { ...ordinary, ...rough },
  'all report, rough, hop records only': { ...ordinary, ...rough, ...bare, forwarded: 0 },
  '30% report': { ...ordinary, ...legsOnly, reporting: 0.3 },
  '30% report, rough': { ...ordinary, ...rough, ...legsOnly, reporting: 0.3 },
  '30% report, rough, hop records only': { ...ordinary, ...rough, ...bare, forwarded: 0, reporting: 0.3 },
  '30% report, rough, forwarded calls too': { ...ordinary, ...rough, origids: false, reporting: 0.3 },
  '60% report, rough, 4% lie': { ...ordinary, ...rough, reporting: 0.6, lying: 0.04 },
};

const percent = (value: number) => Number((100 * value).toFixed(2));

/** How often tracing is right, for each scenario over all seeds. Shares in percent of the calls with a reported leg. */
export async function accuracy(seeds: readonly number[], calls: number) {
  const rows = [];
  for (const [scenario, settings] of Object.entries(scenarios)) {
    const traced = await overSeeds(settings, seeds, calls);
    rows.push({
      scenario,
      calls: traced.length,
      'origin right': percent(share(traced, (score) => score.origin)),
      'path exact': percent(share(traced, (score) => score.path)),
      'origin or right to ask': percent(share(traced, (score) => score.next)),
      proven: percent(share(traced, (score) => score.proven)),
      'proven wrong': percent(share(traced, (score) => score.provenWrong)),
      contradictions: percent(share(traced, (score) => score.contradicted)),
    });
  }
  return rows;
}

async function overSeeds(scenario: Scenario, seeds: readonly number[], calls: number): Promise<Traced[]> {
  const all: Traced[] = [];
  for (const seed of seeds) all.push(...(await evaluate(scenario, seed, calls)));
  return all;
}

/** Networks of many kinds mixed. In a real network nobody knows how many carriers report, lie or name no neighbors. */
const mixed: readonly Scenario[] = [1, 0.6, 0.3].flatMap((reporting) =>
  [0, 0.04].flatMap((lying) => [0, 0.15].map((mute) => ({ ...ordinary, ...rough, reporting, lying, mute }))),
);

/** Confidence against truth: for each confidence, how many of the calls with it led to the right provider. */
export async function reliability(seeds: readonly number[], calls: number) {
  const traced: Traced[] = [];
  for (const scenario of mixed) traced.push(...(await overSeeds(scenario, seeds, calls)));
  const bins = Map.groupBy(traced, ({ score }) => score.confidence);
  return [...bins]
    .sort(([a], [b]) => b - a)
    .map(([confidence, own]) => ({
      confidence: percent(confidence),
      calls: own.length,
      right: percent(share(own, (score) => score.next)),
    }));
}
