import { Home, storeSoon, up } from '../e2e/ringtrace.ts';
import { describeAccess } from './describe-access.ts';

describeAccess(async () => {
  const home = new Home({ settings: storeSoon });
  const server = await up(home);
  return {
    home,
    operator: home,
    services: server.instance.kafka.brokers,
    async close() {
      await server.interrupt();
      home.remove();
    },
  };
});
