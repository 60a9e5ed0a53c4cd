/** Words that the guide's own reminders are spoken of in, as parts of patterns. */
export const reminders = '(?:reminders?|nudges?|reminder messages)';
export const messages = `(?:${reminders}|messages?|texts?|pings?|alerts?)`;
export const remind = '(?:remind|nudge|message|text|chase|ping|prompt)';
export const reminding =
  '(?:reminding|nudging|messaging|texting|bothering|pestering|nagging|hassling|spamming|pinging|chasing|contacting|disturbing|bugging)';
export const bother = '(?:remind|nudge|message|text|chase|ping|bother|contact|disturb|bug|pester|nag|notify)';

/** One word of what a date is made of: "in the newsletter in May" holds others. */
const dateWord =
  /^(?:on|in|at|back|of|the|last|this|yesterday|today|earlier|morning|afternoon|evening|night|weeks?|months?|days?|ago|a|an|one|two|three|four|five|six|few|first|second|third|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|\d{1,4}(?:st|nd|rd|th)?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4})[,.]*$/i;

export const isDateAlone = (said: string): boolean => said.split(' ').every((word) => dateWord.test(word));
