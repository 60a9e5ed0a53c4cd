/**
 * Words that take something back from a reply, spelt as `spelling` gives them. A reply is searched for them because doubt
 * must never become yes or "not applicable"; asking back once too often is the lesser harm.
 */
const listed = (text: string): readonly string[] =>
  text
    .split(/[|\n]/)
    .map((one) => one.trim())
    .filter(Boolean);

/** Whether `spelt` (see `spelling`) holds one of these. */
export type Doubt = (spelt: string) => boolean;

function anyOf(text: string): Doubt {
  const pattern = new RegExp(` (?:${listed(text).join('|')})(?= )`);
  return (spelt) => pattern.test(` ${spelt} `.replaceAll(harmless, ' '));
}

/** Phrases that hold a word of doubt without its doubt: "in May", "the care plan", "put right". */
const harmless = new RegExp(
  ` (?:${[
    'no problems?(?: at all)?|no probs|no worries(?: at all)?|no doubt(?: about it)?|not a problem|without fail|without exception|no exceptions?|no issues|no question|no bother|no trouble|no matter what',
    '(?:a )?few (?:days|weeks|months|years)|some (?:time|years|months|weeks) ago|half (?:yearly|a year|an hour)|most recent(?:ly)?',
    '(?:in|last|since|this|of|during|early|late|mid|each|every|end of|by|on \\d{1,2}(?:st|nd|rd|th)?) may|may \\d{2,4}',
    'who may (?:see|open|use|read|ask|change|look)',
    '(?:all|each|both|every one) of (?:them|these|those)',
    '(?:as|when|if|where) (?:needed|required)|need to know',
    '(?:carers|staff|people|they|each|who|everyone|nurses|families) needs?(?: (?:more|less|them|it|one))?',
    'once (?:a|every|each) \\w+|once (?:yearly|monthly|weekly)',
    '(?:care|action|support|continuity|recovery|business continuity|evacuation|the|our|a|each|that|this|agreed|written|whole) plans?',
    '(?:each|every|what|which|any|this|that|one|the) kind of',
    'in part (?:\\d+|one|two|three|four|five|a|b|c)',
    'old (?:phones?|work phones?|laptops?|computers?|tablets?|devices?|notes|records|files|papers?|paperwork|staff|contracts?|form|forms|folders?|equipment|kit|ones)|(?:last|one|1|any|each) old (?:one|program|laptop|phone|tablet|computer)',
    'next (?:person|one|page|shift|visit|check|check date|review|review date|of kin|to)',
    '(?:put|set) right|right (?:away|people|person|place|to see|to ask|of access)|the right (?:people|person|place|one|to see|to ask)',
    'still (?:good|valid|current|works|in date|up to date|use it|have it|do)',
    'went wrong|goes wrong|gone wrong|(?:the |a )?wrong (?:house|home|address|addresses|person|people|email|number|place|family|resident|client|gp|hands|envelope|room|door|folder|file)',
    'only (?:the |our |those )?(?:manager|owner|deputy|managers|seniors|office|people|staff|lead|directors?|it company)(?: \\w+)? (?:can|may|sees?|knows?|holds?|opens?|has (?:the|a) key|has access|have access|have keys|has the (?:password|code))',
    'only (?:the|those|what|people) (?:people|they|staff|who) \\w+',
  ].join('|')})(?= )`,
  'g',
);

/** After a "yes": hedges, exceptions, parts, plans, what is past. */
export const doubtsYes: Doubt = anyOf(`
    think|thinks|thinking|thought|probably|maybe|mabye|perhaps|possibly|presumably|presume|hopefully|hope|hopes|hoping|guess|suppose|supposes|believe|believes|reckon|reckons|imagine|expect|suspect|fairly|pretty|should|might|could|may|would|ought|unsure|uncertain|dunno|idk|idea|clue|assume|assuming|apparently|supposedly|supposed|meant|seem|seems|likely|unlikely|doubt|far|ish|say|kinda|sorta|theory|technically|ideally|depends|depending|according|confirm|confirmed|tbc|tba|remember
    i understand|i heard|i hear|i was told|im told|i am told|ive been told|in a sense|in a way|in principle|in part|kind of|sort of|more or less|some extent|on the whole|by and large|give or take
    not|no|nope|nah|na|never|none|nobody|noone|nothing|nor|neither|without|cannot|hardly|barely|rarely|seldom|scarcely|lack|lacks|lacking|missing|except|excluding|excepting|apart|bar|aside|besides|minus|exception|exceptions|other than|unless|until|if|but|although|though|however|yet|only|whether|or not|or something|or so|or whatever
    dont|doesnt|didnt|havent|hasnt|hadnt|isnt|arent|aint|wasnt|werent|cant|couldnt|wont|wouldnt|shouldnt|mustnt|neednt
    some|sometimes|somewhat|most|mostly|partly|partially|half|halfway|nearly|almost|few|majority|usually|normally|generally|typically|occasionally|mainly|largely|roughly|of them|out of|just about
    will|gonna|going|soon|plan|plans|planning|planned|planning|intend|intending|trying|try|aim|aiming|tomorrow|shortly|eventually|next|pending|waiting|awaiting|progress|ongoing|underway|have started|has started|weve started|ive started|we started|just started|only started|starting to|finishing|unfinished|outstanding|remaining|still|need|needs|needed|due|overdue|later|once|being|draft|booked|ordered|arranging|getting there|working on|to do|to be|on the list|on our list|on my list|left to|one left|few left
    when it is|when its|when we get|when we have|when i get|when i have|when ive|when weve|as soon as|at some point|one day|in the past|used to|out of date
    expired|lapsed|old|outdated|previously|formerly|wrong|lie|lying|joking|kidding|jk|haha|lol|ha|right|wait|hang on|hold on|scrap|mistake|oops
  `);

/** After "not applicable"; a plain negation ("we have no paper") is the reason itself. */
export const doubtsReason: Doubt = anyOf(`
    think|thought|probably|maybe|mabye|perhaps|possibly|presumably|hopefully|hope|guess|suppose|believe|reckon|should|might|could|may|would|unsure|uncertain|dunno|idk|idea|clue|sure|know|assume|assuming|apparently|supposedly|seem|seems|likely|unlikely|doubt|far|ish|say|once|kinda|sorta|kind of|sort of|theory|technically|depends|depending|when
    except|apart|bar|unless|until|if|but|although|though|however|yet|whether|or|hardly|rarely|some|sometimes|mostly|partly|partially|nearly|almost|few|usually|normally|generally|occasionally|mainly|soon|will|going|plan|planning|next|pending|waiting|started|wait|yes|yep|yeah
  `);

/** After a "no": it is taken back in part. */
export const takesBackNo: Doubt = anyOf('but|although|though|however|except|apart|unless|if|yes|yeah|yep');
/** After a "no": it will become a yes. */
export const promises: Doubt = anyOf(
  'yet|soon|will|going|planning|planned|plan|working|booked|ordered|arranging|arranged|starting|started|nearly|almost|next|shortly|progress',
);
/** After a "no": the person is not sure of it. */
export const hedgesNo: Doubt = anyOf('think|probably|maybe|perhaps|possibly|guess|suppose|sure|hopefully|might');
