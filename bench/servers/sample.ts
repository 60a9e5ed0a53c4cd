/** A bot served as the public samples serve theirs: botbuilder's adapter on restify, nothing stored. `BOT` says which. */
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type TurnContext } from 'botbuilder';
import restify from 'restify';
import { EchoBot } from './echoBot.ts';
import { WaterfallBot } from './waterfallBot.ts';

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
adapter.onTurnError = async (context: TurnContext) => {
  await context.sendActivity('The bot encountered an error or bug.');
};
const bot = process.env.BOT === 'waterfall' ? new WaterfallBot() : new EchoBot();

const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.get('/healthz', async (_req, res) => {
  res.send(200, { status: 'ok' });
});
server.post('/api/messages', async (req, res) => {
  // The two packages do not agree on whether a query may be undefined.
  await adapter.process(req as never, res, (context) => bot.run(context));
});
process.once('SIGTERM', () => process.exit());
server.listen(Number(process.env.PORT), '127.0.0.1');
