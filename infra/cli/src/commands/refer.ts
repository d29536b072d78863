import { writePackage } from '@ringtrace/cases/refer/write';
import { visible } from '@ringtrace/platform/visible';
import { actorOf, withCases } from '../cases.ts';
import { command } from '../command.ts';
import { count, print, printJson } from '../output.ts';
import { usage } from '../usage/refer.ts';

export const refer = command(usage, async (given, options) => {
  const { directory } = given;
  const { to, profile, demand = '', provider = '' } = options;
  const written = await withCases(({ log, store, kafka, schemas }) =>
    writePackage(
      { log, store, feeds: { kafka, schemas }, actor: actorOf(options) },
      { caseId: given.case, to, profile, demandId: demand, provider, directory },
    ),
  );
  if (options.json) printJson({ ...written, directory });
  else
    print(
      [
        `Package ${written.package_id} in ${visible(directory)}: ${count(written.files)} files and the manifest.`,
        `SHA-256 of manifest.json: ${written.manifest_sha256}`,
        `Check it with: ringtrace package verify ${visible(directory)} --manifest-sha256 ${written.manifest_sha256}`,
        'Withheld:',
        ...(written.withheld.length === 0
          ? ['  nothing']
          : written.withheld.map((line) => `  ${visible(line)}`)),
      ].join('\n'),
    );
  return 0;
});
