/**
 * The services of one `npm test`, in a process of their own. Tells its parent the socket to ask. Ends when the parent
 * closes the channel or dies.
 */
import { hostServices } from './host.ts';

const host = await hostServices();
process.on('disconnect', () => void host.stop());
process.send?.({ socket: host.socket });
