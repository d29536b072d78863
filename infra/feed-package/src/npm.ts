import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@ringtrace/platform/config';
import { version } from '@ringtrace/platform/version';
import { programName } from './bundle.ts';

/** Lays out the npm package in `folder`: `npm pack` and `npm publish` work there. */
export function layOutNpmPackage(folder: string, program: string): void {
  mkdirSync(join(folder, 'lib'), { recursive: true });
  copyFileSync(program, join(folder, 'lib', `${programName}.mjs`));
  copyFileSync(join(projectRoot, 'LICENSE'), join(folder, 'LICENSE'));
  const content = {
    name: programName,
    version,
    description: "Publishes a carrier's switch files to a Ringtrace traceback group",
    license: 'Apache-2.0',
    type: 'module',
    bin: { [programName]: `lib/${programName}.mjs` },
    files: ['lib'],
    engines: { node: '>=24' },
  };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(content, null, 2)}\n`);
  writeFileSync(join(folder, 'README.md'), readme);
}

const readme = `# ${programName}

Publishes a carrier's switch files to the Kafka topic of a Ringtrace traceback group. It needs Node 24 or newer.

    export KAFKA_BROKERS=... KAFKA_SASL_USERNAME=cdr.acme KAFKA_SASL_PASSWORD=... KAFKA_TLS_CA=authority.pem
    ${programName} --carrier acme --format jsonl calls.jsonl.gz

The group gives you these settings. \`${programName} --help\` says all that it takes. Feeding a file again is harmless.
`;
