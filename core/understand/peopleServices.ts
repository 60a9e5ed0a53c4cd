import { isInCapitals, isServiceName, slot } from './peopleNames.ts';
import { type Rule, rule } from './peopleRules.ts';

const service = '(?:service|home|care home|site|branch|location|house|centre|scheme)';
const everything =
  '(?:everything|all of it|it all|(?:all )?(?:of )?(?:our|my) (?:data|information|info|records|stuff)|all (?:our|my|the) (?:data|information|records)|everything we have|everything we said|everything you have|everything you hold|everything you have on us)';

/** The services of an organisation, its data as a whole, and notices for its team. */
export const serviceRules: readonly Rule[] = [
  rule(
    [
      `(?:add|set up|put in|create|register|bring in) (?:a|an|another|one more|a new|a second|a third|our other|our second|my other|our new|my second) (?:new )?${service}`,
      `(?:add|set up) (?:new|other|more) ${service}s?`,
    ],
    () => ({ type: 'addService' }),
  ),
  rule(
    [
      `(?:show|list|see|view|open)(?: me)? (?:all )?(?:our|my|the|all our|all my) ${service}s`,
      `(?:our|my) services|(?:list|show) services|all our services|all my services`,
      `(?:switch|swap)(?: to)?(?: (?:my|our|the|a|other|different|another|to)){0,4} ${service}s?`,
      `(?:go|move|change|jump) (?:over )?to (?:the other|another|our other|my other|a different|the next) ${service}`,
      `(?:which|what) ${service}s (?:do we have|have we got|are there|have i got|do i have|are ours|are in here)`,
      `how are (?:our|my|the) (?:services|homes|sites|other homes|other services) (?:doing|getting on)`,
    ],
    () => ({ type: 'services' }),
  ),
  rule(
    [
      'services|(?:show|list|see) services|(?:a )?new service',
      `my (?:other|second|next|new) ${service}s?`,
      // "We have three homes" says how big a provider is.
      `i (?:have|have got|'?ve got|run|manage|look after|own) (?:two|three|four|five|six|several|other|more than one|[2-9]|\\d{2}) ${service}s?`,
      `i(?:'?ve| have)(?: got)? (?:another|a second|one more) ${service}`,
      `(?:do|answer for|have|add|use (?:it|this) for|help with) (?:two|three|both|all(?: of)? our|all|several|more than one|our other|my other|another|[2-9]) (?:of our |of my )?${service}s?(?: (?:here|too|as well|in here))?`,
    ],
    (found) =>
      /^(?:do|answer|have|add|use|help)/i.test(found.said.text) && !found.said.isAsked
        ? undefined
        : { type: 'services' },
  ),
  rule(
    `(?:go|switch|swap|change|jump|move|take me)(?: me)?(?: over| back)? to (?:our (?:other )?(?:home|service|site) )?${slot('name')}`,
    (found) => {
      const name = found.text('name');
      return name !== undefined && (isServiceName(name) || (found.said.isAsked && isInCapitals(name)))
        ? { type: 'services', name }
        : undefined;
    },
  ),
  rule(
    [
      `(?:take|get) (?:away )?${everything}(?: (?:away|out|with us|with me|out of here))`,
      `take away ${everything}`,
      `(?:download|export) ${everything}`,
      `(?:(?:give|send|get|make) (?:me|us) |download )(?:a |the )?(?:full |complete |whole )?copy of ${everything}`,
      `(?:give|send|get|hand)(?: me| us) ${everything}(?: (?:back|out))?`,
      'download (?:a |the )?(?:full |complete |whole )?(?:copy|export|archive)',
      '(?:full export|take our data|take my data)',
    ],
    () => ({ type: 'takeAway' }),
  ),

  // A copy of everything is also what a service keeps for itself.
  rule(
    `(?:(?:have|get|need) )?(?:a |the )?(?:full |complete |whole )?copy of ${everything}|(?:have|get) ${everything}`,
    ({ said }) => (said.isAsked && !said.isPlan ? { type: 'takeAway' } : undefined),
  ),
  rule(
    [
      '(?:delete|erase) (?:everything|it all|all of it|the lot)(?: (?:for good|for ever|forever|you have|you hold|about us|you have on us))?',
      '(?:delete|erase|remove|wipe|clear) (?:all (?:of )?)?(?:our|my) (?:data|information|info|whole record|organisation|organization|account|service account|organisation data|stuff)(?: (?:for good|for ever|forever|from here|and everything))?',
      '(?:delete|erase|remove) (?:our|this|the) (?:whole )?(?:organisation|organization)(?: (?:for good|and everything))?',
      '(?:delete|erase) everything (?:about|of|on|for|from) (?:us|our service|our home|our organisation|our company)',
      '(?:close|end|shut) (?:our|my) account',
      'i want (?:my|our) data (?:deleted|erased|gone|removed)',
      'you to delete (?:everything|(?:all )?(?:our|my) data)',
    ],
    (found) => (/\b(?:we|i) (?:will|need to)|\bill\b/i.test(found.said.typed) ? undefined : { type: 'deleteAll' }),
  ),
  rule(
    [
      '(?:post|put|send|give|show|start|share|make|have|do)(?: the| our| all| team| any){0,5} (?:notices|updates|team notices|announcements|team updates|news)(?: for the team| to the team)? (?:here|in here|in this (?:channel|chat|group|team)|to this (?:channel|chat|group|team))',
      'start posting (?:the |our |team )?notices',
      '(?:post|start posting|you can post|send things) (?:here|in here|in this (?:channel|chat|group))',
      '(?:(?:turn|switch) (?:the |team )?notices (?:back )?on|(?:turn|switch) on (?:the |team )?notices|(?:team )?notices on|(?:team )?notices here|start (?:the )?(?:team )?notices(?: again)?)',
      'use this (?:channel|chat|group) for (?:the |team |our )?(?:notices|updates|team notices)',
    ],
    () => ({ type: 'notices', isOn: true }),
  ),
  rule(
    [
      "(?:stop|no more|don'?t|do not|please stop|cancel|end|quit)(?: (?:posting|sending|putting|post|send|put|doing))?(?: (?:the|our|any|team|more)){0,5} (?:notices|team notices|team updates)(?: (?:here|in here|in this (?:channel|chat|group|team)|to this (?:channel|chat|group)))?",
      "(?:stop posting|don'?t post|do not post|no more posts?|no more posting|stop sending things|stop sending updates|stop the updates|no more updates|don'?t send updates|stop updates)(?: (?:here|in here|in this (?:channel|chat|group|team)|to this (?:channel|chat|group)))",
      'stop posting',
      '(?:(?:turn|switch) (?:the |team )?notices off|(?:turn|switch) off (?:the |team )?notices|(?:team )?notices off)',
    ],
    () => ({ type: 'notices', isOn: false }),
  ),
];
