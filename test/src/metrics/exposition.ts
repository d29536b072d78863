export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const sampleLine = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (NaN|[+-]Inf|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/;
const labelPair = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y;
const types = new Set(['counter', 'gauge', 'histogram', 'summary', 'untyped']);

/**
 * Parses Prometheus' text exposition format 0.0.4 strictly: each family has HELP and TYPE before its samples, families
 * and series occur once, and histograms add up. Throws at the first line that breaks a rule.
 */
export function parseExposition(text: string): Sample[] {
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const families = new Map<string, string>();
  const helped = new Set<string>();
  const series = new Map<string, Sample>();
  let current = '';
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [hash, word, name = '', type = ''] = line.split(' ');
    if (hash === '#' && word === 'HELP') {
      if (helped.has(name)) throw new Error(`a second HELP: ${line}`);
      helped.add(name);
    } else if (hash === '#' && word === 'TYPE') {
      if (families.has(name) || !types.has(type)) throw new Error(`a second or unknown TYPE: ${line}`);
      families.set(name, type);
      current = name;
    } else {
      const sample = parseSample(line);
      const own = families.get(current) === 'histogram' ? /_(bucket|sum|count)$/ : /$^/;
      if (sample.name.replace(own, '') !== current || !helped.has(current))
        throw new Error(`outside of its family: ${line}`);
      const key = `${sample.name} ${JSON.stringify(Object.entries(sample.labels).sort())}`;
      if (series.has(key)) throw new Error(`a series twice: ${line}`);
      series.set(key, sample);
    }
  }
  const samples = [...series.values()];
  for (const [name, type] of families) if (type === 'histogram') checkHistogram(name, samples);
  return samples;
}

function parseSample(line: string): Sample {
  const [, name, pairs = '', value = ''] = sampleLine.exec(line) ?? [];
  if (name === undefined) throw new Error(`no sample: ${line}`);
  const labels: Record<string, string> = {};
  labelPair.lastIndex = 0;
  while (labelPair.lastIndex < pairs.length) {
    const [, label, text] = labelPair.exec(pairs) ?? [];
    if (label === undefined || text === undefined || label in labels) throw new Error(`labels: ${line}`);
    labels[label] = text.replace(/\\(.)/g, (_, c) => (c === 'n' ? '\n' : c));
  }
  return { name, labels, value: Number(value.replace('Inf', 'Infinity')) };
}

/** Checks that the buckets of a histogram rise, and that the last one equals the count. */
function checkHistogram(name: string, samples: readonly Sample[]): void {
  const without = ({ le: _, ...labels }: Record<string, string>) =>
    JSON.stringify(Object.entries(labels).sort());
  const buckets = samples.filter((sample) => sample.name === `${name}_bucket`);
  for (const [labels, group] of Map.groupBy(buckets, (sample) => without({ ...sample.labels }))) {
    const count = samples.find((s) => s.name === `${name}_count` && without({ ...s.labels }) === labels);
    const values = group.map(({ value }) => value);
    const last = group.at(-1);
    if (
      last?.labels['le'] !== '+Inf' ||
      last.value !== count?.value ||
      values.some((v, i) => v < (values[i - 1] ?? 0))
    )
      throw new Error(`histogram ${name}${labels} does not add up`);
  }
}

/** The sum of a metric's series with these labels. */
export function sumOf(samples: readonly Sample[], name: string, labels: Record<string, string> = {}): number {
  return samples
    .filter((s) => s.name === name && Object.entries(labels).every(([k, v]) => s.labels[k] === v))
    .reduce((sum, { value }) => sum + value, 0);
}
