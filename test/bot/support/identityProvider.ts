import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';

export const botId = 'b07b07b0-0000-4000-8000-00000000b07b';
export const ownTenant = '0a0a0a0a-0000-4000-8000-00000000000a';
export const otherTenant = '0b0b0b0b-0000-4000-8000-00000000000b';

const issuer = 'https://issuer.test';
const scope = 'https://channels.test';
const identitySecret = 'known-to-this-machine-alone';

export interface TokenOptions {
  readonly serviceUrl?: string | undefined;
  readonly audience?: string;
  readonly issuer?: string;
  /** Seconds from now; the SDK forgives five minutes. */
  readonly expiresIn?: number;
  readonly keyId?: string;
  /** `forged`: signed with a key that nobody published, under the name of one that is. */
  readonly signature?: 'good' | 'forged' | 'none';
}

export interface IdentityProvider {
  readonly url: string;
  /** Settings under which the bot believes this provider, and signs in here by managed identity. */
  readonly env: Readonly<Record<string, string>>;
  /** A token as the Bot Framework service sends one along with each activity. */
  token(options?: TokenOptions): Promise<string>;
  /** Whether a token is one that the bot was given here, for channels. */
  isBotToken(token: string): boolean;
  /** How often the bot signed in. */
  readonly signIns: () => number;
  close(): Promise<void>;
}

/**
 * The parties that the bot trusts: whoever signs for channels (OpenID metadata and keys), and the endpoint on an Azure machine that gives
 * the bot a token of its own. The sign-in with a secret is not played here: its library speaks to Microsoft's own hosts alone.
 */
export async function identityProvider(): Promise<IdentityProvider> {
  const [signing, unknown] = await Promise.all([
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('RS256', { extractable: true }),
  ]);
  const published = { kid: 'key-1', use: 'sig', alg: 'RS256', endorsements: ['msteams', 'emulator'] };
  const jwk = { ...(await exportJWK(signing.publicKey)), ...published };
  const given = new Set<string>();
  let signIns = 0;

  const server = createServer((req, res) => {
    const asked = new URL(req.url ?? '/', url);
    const answer = (status: number, body: object) => {
      res.writeHead(status, { 'Content-Type': 'application/json' });
      res.end(JSON.stringify(body));
    };
    switch (asked.pathname) {
      case '/openid':
        return answer(200, { issuer, jwks_uri: `${url}/keys`, id_token_signing_alg_values_supported: ['RS256'] });
      case '/keys':
        return answer(200, { keys: [jwk] });
      case '/identity': {
        const isKnown =
          req.headers['x-identity-header'] === identitySecret &&
          asked.searchParams.get('client_id') === botId &&
          asked.searchParams.get('resource') === scope;
        if (!isKnown) return answer(400, { statusCode: 400, message: 'unknown' });
        signIns += 1;
        const token = `bot-token-${signIns}`;
        given.add(token);
        const expires = Math.floor(Date.now() / 1000) + 3600;
        return answer(200, { access_token: token, expires_on: expires, resource: scope, token_type: 'Bearer' });
      }
      default:
        return answer(404, {});
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  // Where Azure tells its programs who they are; no setting of ours.
  process.env.IDENTITY_ENDPOINT = `${url}/identity`;
  process.env.IDENTITY_HEADER = identitySecret;

  return {
    url,
    env: {
      MicrosoftAppType: 'UserAssignedMSI',
      MicrosoftAppId: botId,
      MicrosoftAppTenantId: ownTenant,
      ToChannelFromBotLoginUrl: `${url}/login`,
      ToChannelFromBotOAuthScope: scope,
      ToBotFromChannelTokenIssuer: issuer,
      ToBotFromChannelOpenIdMetadataUrl: `${url}/openid`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${url}/openid`,
      OAuthUrl: `${url}/oauth`,
      ValidateAuthority: 'true',
    },
    async token({
      serviceUrl,
      audience = botId,
      expiresIn = 600,
      keyId = 'key-1',
      signature = 'good',
      ...options
    } = {}) {
      const claims = serviceUrl === undefined ? {} : { serviceurl: serviceUrl };
      const expires = Math.floor(Date.now() / 1000) + expiresIn;
      const by = options.issuer ?? issuer;
      if (signature === 'none')
        return new UnsecuredJWT(claims).setIssuer(by).setAudience(audience).setExpirationTime(expires).encode();
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: keyId })
        .setIssuer(by)
        .setAudience(audience)
        .setNotBefore(expires - 3600)
        .setExpirationTime(expires)
        .sign((signature === 'good' ? signing : unknown).privateKey);
    },
    isBotToken: (token) => given.has(token),
    signIns: () => signIns,
    close: async () => {
      delete process.env.IDENTITY_ENDPOINT;
      delete process.env.IDENTITY_HEADER;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
