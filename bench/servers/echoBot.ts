import { ActivityHandler, MessageFactory } from 'botbuilder';

/** In the manner of the public sample "02.echo-bot". */
export class EchoBot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      const text = `Echo: ${context.activity.text}`;
      await context.sendActivity(MessageFactory.text(text, text));
      await next();
    });
  }
}
