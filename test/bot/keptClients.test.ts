import { describe, expect, it } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { KeptClients } from '../../bot/keptClients.ts';

describe('the clients for answering', () => {
  const activity = { type: 'message', channelId: 'test' } as Activity;

  const connector = async (clients: KeptClients, serviceUrl: string, audience: string) => {
    const { connectorFactory } = await clients.authenticateRequest(activity, '');
    return connectorFactory?.create(serviceUrl, audience);
  };

  it('are made once for each address and audience', async () => {
    const clients = new KeptClients({});
    const first = await connector(clients, 'http://127.0.0.1:1', 'one');
    expect(first?.conversations).toBeDefined();
    expect(await connector(clients, 'http://127.0.0.1:1', 'one')).toBe(first);
    expect(await connector(clients, 'http://127.0.0.1:1', 'two')).not.toBe(first);
    expect(await connector(clients, 'http://127.0.0.1:2', 'one')).not.toBe(first);
  });

  it('do not stand in for authentication: every activity is checked', async () => {
    const clients = new KeptClients({
      MicrosoftAppId: 'b8a0b9b6-0000-4000-8000-000000000000',
      MicrosoftAppPassword: 'x',
    });
    await expect(clients.authenticateRequest(activity, '')).rejects.toThrow('Unauthorized');
    await expect(clients.authenticateRequest(activity, '')).rejects.toThrow('Unauthorized');
  });

  it('keeps one for the tokens of users', async () => {
    const clients = new KeptClients({});
    const { claimsIdentity } = await clients.authenticateRequest(activity, '');
    expect(await clients.createUserTokenClient(claimsIdentity)).toBe(
      await clients.createUserTokenClient(claimsIdentity),
    );
  });
});
