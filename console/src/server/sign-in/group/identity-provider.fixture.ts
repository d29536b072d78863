import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import Provider from 'oidc-provider';
import { z } from 'zod';

/** What the provider says of each of its people, by their subject. */
type People = Record<string, Readonly<Record<string, unknown>>>;

interface Options {
  readonly people: People;
  readonly client: { readonly id: string; readonly secret: string; readonly back: string };
}

const context = z.object({
  oidc: z.object({
    session: z.object({ accountId: z.string() }),
    client: z.object({ clientId: z.string() }),
  }),
});

/** The certified identity provider of the package oidc-provider, on loopback, with a form of one field to sign in. */
export async function identityProvider({ people, client }: Options) {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  const scopes = 'openid profile email';
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [client.back] }],
    findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: () => ({ sub, ...people[sub] }) }),
    claims: {
      openid: ['sub'],
      profile: ['preferred_username', 'groups', 'realm_access', 'company'],
      email: ['email'],
    },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    // Nobody is asked whether Ringtrace may know who they are.
    async loadExistingGrant(ctx: unknown) {
      const { session, client: asking } = context.parse(ctx).oidc;
      const grant = new provider.Grant({ accountId: session.accountId, clientId: asking.clientId });
      grant.addOIDCScope(scopes);
      await grant.save();
      return grant;
    },
    jwks: { keys: [{ ...key, use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['of this test'] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
  });

  async function interaction(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await provider.interactionDetails(request, response);
    if (request.method === 'GET') {
      response.end('<form method="post"><input name="account"></form>');
      return;
    }
    const account = new URLSearchParams(await text(request)).get('account') ?? '';
    const result =
      account === ''
        ? { error: 'access_denied', error_description: 'nobody signed in' }
        : { login: { accountId: account } };
    await provider.interactionFinished(request, response, result);
  }
  const answer = provider.callback();
  server.on('request', (request, response) => {
    const work = request.url?.startsWith('/interaction/')
      ? interaction(request, response)
      : answer(request, response);
    work.catch(() => response.writeHead(500).end());
  });
  return {
    issuer,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
