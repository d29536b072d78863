import { parseArgs } from 'node:util';
import { generateExample } from './example.ts';

const usage = 'usage: node main.ts [--seed N] [--legs N] [--reporting SHARE] OUT_DIR';

function settings() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '7' },
      legs: { type: 'string', default: '200000' },
      reporting: { type: 'string', default: '1' },
    },
  });
  const [directory, ...others] = positionals;
  const numbers = {
    seed: Number(values.seed),
    legs: Number(values.legs),
    reportingShare: Number(values.reporting),
  };
  const whole = Number.isInteger(numbers.seed) && Number.isInteger(numbers.legs);
  const share = numbers.reportingShare > 0 && numbers.reportingShare <= 1;
  if (directory === undefined || others.length > 0 || !whole || !share) throw new Error(usage);
  return { directory, ...numbers };
}

try {
  const manifest = await generateExample(settings());
  process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof Error && error.message === usage ? 2 : 1;
}
