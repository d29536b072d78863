import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { Claims } from './claims.ts';

/** How the console is known to the identity provider. */
export interface Client {
  readonly issuer: string;
  readonly id: string;
  /** undefined = a public client, which proves itself by PKCE alone. */
  readonly secret: string | undefined;
  /** Separated by spaces. */
  readonly scopes: string;
}

/** What must be the same when somebody comes back. */
interface Asked {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The group's identity provider. */
export interface Provider {
  /** Where to send somebody, and what to keep until they come back. Throws where the provider can't be reached. */
  ask(back: string): Promise<{ readonly at: URL; readonly asked: Asked }>;
  /** What the provider says of whoever came back to `current`. Throws where that is not what was asked for. */
  answerIn(current: URL, asked: Asked): Promise<Claims>;
}

export function providerFor({ issuer, id, secret, scopes }: Client): Provider {
  let known: Promise<Configuration> | undefined;
  const server = new URL(issuer);

  /** The provider's own description is read once, when it is first needed. */
  function configuration(): Promise<Configuration> {
    known ??= discovery(server, id, secret, secret === undefined ? None() : undefined, {
      // The setting lets http through for this machine alone.
      execute: server.protocol === 'http:' ? [allowInsecureRequests] : [],
    }).catch((error) => {
      known = undefined;
      throw error;
    });
    return known;
  }

  return {
    async ask(back) {
      const config = await configuration();
      const asked = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
      const at = buildAuthorizationUrl(config, {
        redirect_uri: back,
        scope: scopes,
        state: asked.state,
        nonce: asked.nonce,
        code_challenge: await calculatePKCECodeChallenge(asked.verifier),
        code_challenge_method: 'S256',
      });
      return { at, asked };
    },
    async answerIn(current, { state, nonce, verifier }) {
      const config = await configuration();
      const tokens = await authorizationCodeGrant(config, current, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const said = tokens.claims();
      if (said === undefined) throw new Error('the identity provider sent no ID token');
      // Many providers name groups here alone.
      const more =
        config.serverMetadata().userinfo_endpoint === undefined
          ? {}
          : await fetchUserInfo(config, tokens.access_token, said.sub);
      return { ...more, ...said };
    },
  };
}
