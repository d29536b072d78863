import { connect } from 'node:tls';

/**
 * Whether the server at an address has a certificate of this authority (PEM) for localhost, and so is our own broker.
 * Another program may have taken the port before the broker did, so a successful connection alone proves nothing.
 */
export const holdsCertificate = (host: string, port: number, authority: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, servername: 'localhost', ca: authority });
    socket.setTimeout(2_000, () => socket.destroy());
    socket.once('secureConnect', () => {
      resolve(socket.authorized);
      socket.destroy();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(false));
  });
