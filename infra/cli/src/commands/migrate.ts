import { migrateAt } from '@ringtrace/local/migrations/migrate-at';
import { loadConfig } from '@ringtrace/platform/config';
import { storeEndpoint } from '@ringtrace/platform/instance';
import { command } from '../command.ts';
import { print, say } from '../output.ts';
import { unreachable } from '../unreachable.ts';
import { usage } from '../usage/migrate.ts';

export const migrate = command(usage, async () => {
  const config = loadConfig();
  const { storeUrl, storeCa, database, readWrite } = storeEndpoint(config);
  try {
    const { applied, warnings } = await migrateAt(config, {
      url: storeUrl,
      ca: storeCa,
      ...readWrite,
      database,
    });
    for (const warning of warnings) say(warning);
    print(
      applied === 0
        ? `database ${database} is up to date`
        : `database ${database}: ${applied} migrations applied`,
    );
    return 0;
  } catch (error) {
    throw unreachable(error, config, storeUrl);
  }
});
