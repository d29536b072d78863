import { connect } from 'node:tls';

/**
 * Whether whoever listens there holds a certificate of this authority (PEM) for localhost. A port that was free when
 * it was asked for may have gone to somebody else before the broker took it, so that it answers proves nothing.
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
