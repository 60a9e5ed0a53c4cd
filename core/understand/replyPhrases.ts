/**
 * What people type for yes, no and the rest, spelt as `wordsOf` gives words: lower case, no apostrophes, so "we're" is
 * "were" and "n/a" is "na". Strong phrases may run straight on into a detail ("yes in the office"); weak ones also begin
 * other sentences ("we have lost it") and count only alone or before a pause.
 */
export type ReplyClass = 'yes' | 'no' | 'notYet' | 'notSure' | 'perhaps' | 'notApplicable';

export interface ReplyPhrase {
  readonly as: ReplyClass;
  readonly strong: boolean;
  /** It is so in part, and not just begun or planned. */
  readonly part?: true;
}

const list = (text: string): readonly string[] =>
  text
    .split(/[|\n]/)
    .map((phrase) => phrase.trim())
    .filter(Boolean);

/** Every way to take one from each column, joined by a space; an empty entry leaves its column out. */
function combine(...columns: readonly (readonly string[])[]): readonly string[] {
  return columns.reduce<readonly string[]>(
    (made, column) => made.flatMap((head) => column.map((next) => [head, next].filter(Boolean).join(' '))),
    [''],
  );
}

const subjects = [
  'we',
  'i',
  'they',
  'he',
  'she',
  'it',
  'you',
  'we all',
  'they all',
  'we both',
  'everyone',
  'everybody',
  'all staff',
  'staff',
  'all of us',
  'all of them',
  'our staff',
];
/** Whom something does not apply to, as far as it is said. */
const toWhom = [
  '',
  'to us',
  'for us',
  'here',
  'in our case',
  'to our service',
  'for our service',
  'to this service',
  'to our home',
  'to our care home',
  'to me',
  'to us here',
];
const auxiliaries = ['do', 'does', 'have', 'has', 'are', 'is', 'am', 'did', 'can'];
const negatedAuxiliaries = list(
  'dont|doesnt|havent|hasnt|arent|isnt|aint|didnt|wasnt|werent|cant|cannot|do not|does not|have not|has not|are not|is not|am not|did not|was not|were not',
);
const its = [
  '',
  'it is',
  'its',
  'that is',
  'thats',
  'this is',
  'they are',
  'theyre',
  'we are',
  'were',
  'we have',
  'weve',
  'all',
  'its all',
  'thats all',
  'it has been',
  'its been',
  'has been',
  'been',
  'already',
  'its already',
  'weve already',
  'we have already',
];

const strongYes = list(`
  yes|yep|yup|yeah|yea|yeh|yh|yah|aye|yip|yess|yepp|yupp|yeahh|yer|yse|yees|yas|oh yes|yes yes
  indeed|definitely|definately|defo|absolutely|certainly|of course|ofcourse|for sure|affirmative|you bet|yes indeed|tak|da
`);

const weakYes = [
  ...combine(subjects, ['', 'always', 'already', 'certainly', 'definitely', 'sure'], auxiliaries),
  ...combine(['of course', 'ofcourse', 'course', 'sure', 'yes of course'], subjects.slice(0, 6), auxiliaries),
  ...combine(
    ['we', 'i', 'they'],
    ['have', 'do', 'did', 'have got', 'always have', 'always do'],
    ['one', 'that', 'it', 'this', 'them', 'these', 'those', 'indeed', 'all of that', 'all of these', 'both'],
  ),
  ...combine(
    ['we do', 'we have', 'it is', 'they are', 'they do', 'we are', 'i do', 'i have', 'weve'],
    [
      'already',
      'now',
      'always',
      'indeed',
      'done',
      'done that',
      'done it',
      'got one',
      'got that',
      'got it',
      'got them',
      'got this',
    ],
  ),
  ...combine(its, ['done', 'sorted', 'completed', 'complete', 'in place', 'up to date', 'finished', 'ticked']),
  ...combine(['there'], ['is', 'are', 'is one', 'are some'].slice(0, 3)),
  ...list(`
    ofc|100%|100 percent|100 per cent|one hundred percent|hundred percent|save those words|save it|save that|save this|save them|save my words|save and go on|save as it is|save it as it is
    y|ye|ya|sure|sure thing|sure is|true|correct|thats correct|that is correct|thats right|that is right|thats true|naturally|obviously|totally
    done that|done it|done this|all done now|done already|have done|have done that|got one|got it|got that|have one|have that
    always|every time|all of them|every one of them|everyone|everybody|all staff|all of us|tick|yes please|did it|did that
  `),
];

const strongNo = list(`
  no|nope|nah|naw|nae|noo|nop|noe|no no|not really|no way|not at all|absolutely not|definitely not|certainly not|of course not
  not a chance|no chance|afraid not|im afraid not|i am afraid not|sadly not|unfortunately not|negative|nope nope|no sorry|nie|nu
`);

const weakNo = [
  ...combine(subjects.slice(0, 9), negatedAuxiliaries, [
    '',
    'one',
    'that',
    'it',
    'them',
    'any',
    'have one',
    'have any',
    'have that',
    'have it',
    'have them',
    'have those',
    'have this',
    'do that',
    'do this',
    'do it',
    'do them',
    'got one',
    'got any',
    'got that',
    'got it',
    'done that',
    'done it',
    'done this',
    'use one',
    'use them',
    'use it',
    'use that',
    'use any',
    'at all',
    'at the moment',
  ]),
  ...combine(['nobody', 'no one', 'noone', 'none of us', 'none of them', 'none of the staff'], ['', ...auxiliaries]),
  ...combine(
    ['there'],
    ['isnt', 'arent', 'is not', 'are not', 'is none', 'are none', 'is no', 'isnt one', 'arent any', 'is not one'],
  ),
  ...combine(
    ['', 'its', 'it is', 'thats', 'that is', 'its been', 'it has'],
    [
      'not done',
      'not been done',
      'not in place',
      'not up to date',
      'not here',
      'not us',
      'not currently',
      'not at present',
      'not at the moment',
      'not at this time',
      'not presently',
    ],
  ),
  ...list(
    'n|na na|never|never have|we never do|we never have|we never did|never done it|none|none at all|nothing|nothing like that|nothing at all|neither|not one|not any|not any more|not anymore|false|hasnt been done|havent got one|havent got any|havent got that|dont have one|dont have any|dont have that|dont have it|dont do that|dont use it|dont|havent|hasnt|isnt|it isnt one',
  ),
];

const strongNotYet = list(`
  not yet|not quite|not quite yet|not just yet|nearly there|almost there|nearly done|almost done|nearly finished|almost finished
  working on it|were working on it|we are working on it|im working on it|i am working on it|still working on it|work in progress|wip
  not finished|not fully|not completely|not entirely|not complete|not completed|not finished yet|not done yet|not started|not started yet
  getting there|were getting there|we are getting there
  not in place yet|not got one yet|not got that yet|not got round to it|not got round to it yet|havent got round to it|havent got round to it yet|havent got to it yet
  still to do|still to be done|yet to be done|yet to do|yet to start
`);

const weakNotYet = [
  ...combine(subjects.slice(0, 6), negatedAuxiliaries, [
    'yet',
    'finished',
    'finished yet',
    'finished it',
    'started',
    'started yet',
    'started it',
    'done it yet',
    'done that yet',
    'got one yet',
    'have one yet',
    'done all of them',
    'quite finished',
    'got round to it',
    'got round to it yet',
    'got to it yet',
  ]),
  ...combine(
    ['', 'its', 'it is', 'thats', 'they are', 'were', 'we are', 'still', 'its still'],
    list(
      'in progress|nearly|almost|halfway|half way|half finished|underway|under way|in hand|ongoing|on the list|on our list|on my list|planned|booked|pending|in the pipeline|to be done|to do|unfinished|being done|being sorted|started|just started',
    ),
  ),
  ...combine(
    ['', 'we', 'ill', 'i', 'well'],
    [
      'will',
      'will do',
      'will soon',
      'are going to',
      'are about to',
      'need to',
      'plan to',
      'are planning to',
      'hope to',
      'intend to',
      'started',
      'have started',
      'have just started',
      'are trying',
      'are trying to',
    ],
  ),
  ...list(`
    soon|very soon|coming soon|next week|next month|next year|later this year|going to|were going to|about to|waiting|awaiting|needs doing|it needs doing
    needs finishing|needs updating|it needs updating|hasnt been done yet|havent yet|hasnt yet|weve started|weve just started|weve made a start|made a start|we have made a start|one left|a few left
  `),
];

const who = list(
  'of them|of it|of us|of the|of our|of my|of these|of those|staff|people|carers|seniors|nurses|of the staff|of our staff|of the carers|of the seniors|of the team|of the time|of the nurses|of the girls',
);
/** Neither all nor nothing: "some do", "most of them", "only seniors". Asked whether anybody does, it is a yes. */
const inPart = [
  ...combine(
    ['', 'only', 'just', 'yes but only', 'well'],
    [
      'some',
      'a few',
      'few',
      'most',
      'half',
      'part',
      'several',
      'a couple',
      'one or two',
      'two or three',
      'quite a few',
      'a handful',
      'the majority',
      'majority',
      'nearly all',
      'almost all',
      'nearly everyone',
      'almost everyone',
      'nearly everybody',
      'almost everybody',
    ],
    ['', ...who],
    [
      '',
      'do',
      'does',
      'have',
      'has',
      'are',
      'is',
      'did',
      'can',
      'will',
      'do it',
      'do that',
      'have it',
      'use them',
      'use it',
    ],
  ),
  ...combine(
    ['only', 'just', 'only the', 'just the', 'only our', 'mainly', 'mainly the', 'mostly', 'mostly the'],
    [
      'seniors',
      'managers',
      'nurses',
      'carers',
      'senior staff',
      'senior carers',
      'office staff',
      'team leaders',
      'night staff',
      'day staff',
    ],
    ['', 'do', 'have', 'are', 'can', 'have it', 'do it', 'do that', 'use them'],
  ),
  ...combine(
    ['', 'its', 'it is', 'thats', 'they are', 'were', 'we are', 'only', 'its only'],
    [
      'partly',
      'partially',
      'part done',
      'half done',
      'mostly',
      'mostly done',
      'mainly',
      'sometimes',
      'now and then',
      'occasionally',
      'not always',
      'not every time',
      'on and off',
    ],
  ),
  ...combine(
    ['', 'we', 'they', 'i', 'staff'],
    ['sometimes', 'usually', 'mostly', 'occasionally'],
    ['do', 'have', 'are'],
  ),
  ...combine(
    [
      'not all',
      'not everyone',
      'not everybody',
      'not every one',
      'not all of them',
      'not all of us',
      'not all staff',
      'not everything',
      'not quite all',
      'not for everyone',
      'not many',
      'not all the time',
    ],
    ['', 'do', 'does', 'have', 'has', 'are', 'is'],
  ),
  ...list(
    'half and half|for the most part|in part|more or less|some yes some no|some do some dont|some have some havent|to some extent|to a point|up to a point',
  ),
];

/** Plainly not knowing. */
const strongNotSure = [
  ...combine(
    ['', 'i', 'we', 'i really', 'i honestly', 'really', 'honestly', 'i just', 'sorry i', 'sorry'],
    [
      'dont know',
      'do not know',
      'dont no',
      'dont kno',
      'dont have a clue',
      'havent a clue',
      'havent got a clue',
      'have not a clue',
      'havent the foggiest',
      'havent the faintest',
      'have no idea',
      'have no clue',
      'cant remember',
      'dont remember',
      'cant recall',
      'wouldnt know',
      'couldnt say',
      'couldnt tell you',
      'cant say',
      'cant tell you',
      'couldnt possibly say',
    ],
  ),
  ...combine(
    ['', 'im', 'i am', 'were', 'we are', 'still', 'really', 'honestly', 'im still', 'sorry im', 'im just'],
    [
      'not sure',
      'unsure',
      'not certain',
      'not too sure',
      'not so sure',
      'not really sure',
      'not very sure',
      'not entirely sure',
      'not completely sure',
      'not totally sure',
      'not 100 sure',
      'not 100% sure',
      'not quite sure',
      'not sure yet',
      'uncertain',
      'not shure',
      'not suer',
      'not aware',
    ],
    [
      '',
      'about that',
      'about this',
      'about it',
      'about this one',
      'about that one',
      'on this one',
      'on that',
      'of that',
      'of this',
      'what that is',
      'what this is',
      'what that means',
      'what this means',
      'what it means',
    ],
  ),
  ...list(`
    nie wiem|nu stiu|nu știu|dunno|dont kno|dno|i dunno|idk|no idea|no ideas|ive no idea|no clue|ive no clue|not a clue|clueless|who knows|beats me|search me|good question|not a scooby|no idea what that is|no idea what this is|no idea what that means|no idea what this means
    nobody knows|no one knows|not my area|not my department|how would i know|how do i know|how should i know|never heard of it|never heard of that|never heard of this|not known|unknown|havent got the foggiest|dont know what that is|dont know what this is|dont know what that means|i dont know what that is|i dont know what this is|i dont know what that means|i dont know what it means
  `),
];

/** A yes or a no that is not sure of itself. */
const weakPerhaps = [
  ...combine(
    ['', 'i', 'we', 'id', 'i would', 'i do'],
    [
      'think so',
      'hope so',
      'believe so',
      'guess so',
      'suppose so',
      'reckon so',
      'imagine so',
      'assume so',
      'expect so',
      'presume so',
      'think',
      'guess',
      'suppose',
      'reckon',
      'dont think so',
      'doubt it',
      'think not',
      'hope not',
      'dont believe so',
      'say so',
      'like to think so',
    ],
  ),
  ...combine(
    ['i think', 'i believe', 'i guess', 'i suppose', 'i reckon', 'i assume', 'i hope', 'i dont think', 'i doubt'],
    ['we', 'they', 'it', 'he', 'she', 'i'],
    [...auxiliaries, 'might', 'should', 'will'],
  ),
  ...combine(
    ['', 'it', 'we', 'they', 'there'],
    ['should', 'might', 'could', 'may', 'ought to'],
    ['', 'be', 'do', 'have', 'be done', 'be ok', 'be fine', 'not', 'well be', 'well do'],
  ),
  ...list(`
    probably|prob|probs|probly|maybe|mabye|mebbe|perhaps|possibly|presumably|hopefully|likely|very likely|most likely|quite likely|more than likely|probably not|maybe not|perhaps not|possibly not|hopefully not|unlikely|not likely
    as far as i know|afaik|as far as im aware|as far as i am aware|as far as we know|not that i know of|not that i know|not that im aware of|not that i am aware of|not that we know of|not as far as i know|not to my knowledge|to my knowledge|to the best of my knowledge|to be confirmed|tbc
    doubtful|apparently|supposedly|in theory|so im told|so i am told|so they say|im told|i am told|im told so|allegedly|fingers crossed|touch wood|50 50
  `),
];

const notApplicable = [
  ...combine(
    [
      '',
      'it is',
      'its',
      'this is',
      'that is',
      'thats',
      'this one is',
      'that one is',
      'this question is',
      'sorry',
      'were',
      'we are',
      'put',
      'answer is',
      'the answer is',
    ],
    ['na', 'not applicable', 'non applicable', 'not aplicable', 'not applicible', 'not aplicible', 'not relevant'],
    toWhom,
  ),
  ...combine(
    ['', 'it', 'this', 'that', 'this one', 'that one', 'this question'],
    [
      'doesnt apply',
      'does not apply',
      'dosent apply',
      'doesnt aply',
      'dont apply',
      'do not apply',
      'isnt applicable',
      'is not applicable',
      'isnt relevant',
      'is not relevant',
    ],
    toWhom,
  ),
];

/** The dictionary of replies. Where two lists hold one phrase, the more doubtful, entered later, wins. */
export const replyPhrases: ReadonlyMap<string, ReplyPhrase> = new Map<string, ReplyPhrase>(
  (
    [
      ['yes', false, weakYes],
      ['yes', true, strongYes],
      ['no', false, weakNo],
      ['no', true, strongNo],
      ['notApplicable', true, notApplicable],
      ['notYet', false, weakNotYet],
      ['notYet', true, strongNotYet],
      ['notYet', false, inPart, true],
      ['perhaps', false, weakPerhaps],
      ['notSure', true, strongNotSure],
    ] as const
  ).flatMap(([as, strong, phrases, part]) =>
    phrases.map((phrase) => [phrase, { as, strong, ...(part && { part }) }] as const),
  ),
);

/** Longest phrase of the dictionary, in words. */
export const longestReplyPhrase = [...replyPhrases.keys()].reduce(
  (most, key) => Math.max(most, key.split(' ').length),
  0,
);

/** Said before a reply, meaning nothing. */
export const openers: ReadonlySet<string> = new Set(
  list(`
    well|um|umm|erm|er|uh|oh|ooh|ah|ok|okay|so|hmm|hm|mm|right|actually|honestly|basically|to be honest|to be fair|tbh|hi|hello|hey|sorry|here|just now|at the moment|currently|for us|also
    put|put down|just put|my answer is|the answer is|answer is|answer|its a|it is a|thats a|that is a|a|a big|then
  `),
);

/** Said after a reply, meaning nothing. */
export const closers: ReadonlySet<string> = new Set(
  list(`
    please|pls|plz|thanks|thank you|cheers|ta|mate|love|pal|hun|sir|madam|miss|boss|darling|duck|x|xx|xxx|sorry|sorry about that|to be honest|to be fair|tbh|actually|at the moment|at present|currently|just now|right now|here|for us|so far|then|too|as well|also|now|um|er|oh|so|ok
  `),
);

/** Negative only in its letters; after a yes it means nothing. */
export const reassurances: ReadonlySet<string> = new Set(
  list(`
    no problem|no problems|no probs|no problem at all|no worries|no worries at all|no doubt|no doubt about it|not a problem|without fail|without exception|no exceptions|no exception|no issues|no question|no bother|no trouble|no matter what
  `),
);

/** Words that may follow "no" without a comma: the reply goes on. "No staff share" begins with another "no". */
export const afterNo: ReadonlySet<string> = new Set(
  list(
    'we|i|they|it|its|he|she|you|the|our|my|this|that|thats|there|because|cos|cause|coz|as|since|and|sorry|not|never|nobody|none|nothing|weve|were|ive|im|but|although|just|only|unfortunately|sadly|dont|havent',
  ),
);

/** Words that may follow a weak "yes" such as "done" without a comma. */
export const afterWeakYes: ReadonlySet<string> = new Set(
  list(
    'in|on|by|at|last|this|every|each|yesterday|today|since|because|cos|and|when|during|earlier|regularly|yearly|annually|monthly|weekly|daily|quarterly|thanks|twice|once',
  ),
);

/** Said before a reason, and left out of the detail. */
const because = list('because|its because|thats because|cos|coz|cause|seeing as|given that');
export const becauseWords: ReadonlySet<string> = new Set([...because, 'and']);
/** "Since" and "as" give a reason only after "not applicable"; "yes since 2019" says when. */
export const connectives: ReadonlySet<string> = new Set([
  ...because,
  'because of',
  'as',
  'since',
  'and',
  'so',
  'due to',
  'given',
]);

const someoneToAsk =
  '(?:the|my|our|a|an|someone|somebody|head|hq|it|sue|him|her|them|management|manager|office|around|about|into|up|on|that|this|it)';
/** "Ask the manager", "I'd have to check", "the deputy would know": somebody else knows. Whole replies, as spelt. */
export const othersKnow: readonly RegExp[] = [
  new RegExp(
    `^(?:please )?(?:(?:youd|you would|youll|you will|you|id|i would|ill|i will|i|we|wed|we would|well|we will) (?:have|need|better|had better) (?:to )?|(?:ill|i will|let me|need to|i need to|have to|would need to|would have to|will need to|will have to|id|i would|we will) )?(?:ask|check with|speak to) ${someoneToAsk}(?: (?!to\\b|if\\b|for\\b|what\\b|when\\b|who\\b|and\\b|before\\b|each\\b|every\\b)[a-z]+){0,4}$`,
  ),
  /^(?:(?:youd|you would|id|i would|i will|ill|we will|we would|wed|i|we) (?:have|need) to|ill|i will|let me|need to|have to|will have to|would have to|would need to|id better|i better) (?:check|ask|find out|look|look it up|look into it|double check|go and check|go and look|go and ask)(?: (?:that|this|it|up|first|on that|on this|into that|back))?$/,
  /^(?:i think )?(?:the |my |our )?[a-z]+(?: [a-z]+)? (?:would|will|might|should|may)(?: probably| definitely)? know$/,
  /^(?:only )?(?:the |my |our )[a-z]+(?: [a-z]+)? knows(?: that| this| about that| about this)?$/,
];
