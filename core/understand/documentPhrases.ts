/**
 * Whole utterances about documents, as patterns over normalised text. Every one is anchored at both ends: "We keep the file
 * in the office" is an answer, whatever words it shares with a request. No repeat stands within a repeat that could take the
 * same words, so the time stays in proportion to the length.
 */

const lead = '(?:(?:please|ok|okay|hi|hello|hey|sorry|so|and|but)[ ,.!]+){0,3}';
const polite =
  "(?:(?:please|can you|could you|can i|could i|can we|i want to|i would like to|i'?d like to|i need to|let me|ok|okay|right|hi|hello|hey|sorry|oops|oh no|oh|so|and|um|well)[ ,.!]+){0,3}";
const end =
  '(?:[ ,]+(?:please|pls|thanks|thank you|ta|now|again|yet|ok|okay|all right|alright|then|at all|sorry))*[ .!?]*';
const id = '(?:the )?(?:document |doc |file )?d ?(?<number>\\d{1,4})';
const item = '(?:question |item )?(?<question>\\d{1,2}\\.\\d{1,2}\\.\\d{1,2})';

/** What can only be a thing that is sent. A policy or certificate is also what answers are about. */
const oneFile =
  '(?:document|doc|file|photo|photograph|picture|pic|image|scan|screenshot|upload|attachment|pdf|spreadsheet)';
const someFiles = `(?:${oneFile}s?)`;
const paper = `(?:${oneFile}|certificate|policy|procedure|contract|letter|notice|form|plan|list|register|agreement|report|record|log|audit|proof|evidence|paper|paperwork)`;
const somePapers = `(?:${paper}s?|policies)`;
const justSent = "(?: (?:that )?(?:i|we)(?: have|'?ve)?(?: just)? (?:sent|uploaded|added|gave)(?: you)?)?";
const theFile = `(?:this|that|the|my|our)(?: (?:last|latest|newest|wrong|new|old|other))? ${oneFile}${justSent}`;
const idOrIt = `(?:${id}|it|this|that|${theFile})`;

/** A pattern of `text` as all that is said, but for what is said out of politeness. */
export const whole = (text: string): RegExp => new RegExp(`^${polite}${text}${end}$`, 'i');

const iHave = "(?:i|we)(?: have|'?ve)?";

/** What is asked, by what it asks for. Tried from the first on. */
export const documentPhrases = {
  page: [
    whole(
      '(?:(?:show|see|open)(?: me)? )?(?:them|(?:all )?(?:my |our |the )?(?:documents|files)) on (?:a|the|their own) page',
    ),
  ],
  documents: [
    whole(
      `(?:(?:show|list|see|open|view|look at)(?: me)? )?(?:all )?(?:my |our |the )?(?:documents|docs|files|uploads|attachments|evidence list|list of (?:documents|files|evidence)|uploaded (?:documents|files))(?: list)?(?: (?:i|we) (?:have )?(?:sent|uploaded|added))?`,
    ),
    whole(
      `where(?:'?s| is| are| did|'?ve| have)? (?:all )?(?:my|our|the) ${someFiles}(?: (?:go|gone|now))?${justSent}`,
    ),
    whole(
      `(?:(?:show|list)(?: me)? )?(?:what|which)(?: else)?(?: (?:${someFiles}|evidence|things))? (?:(?:have|did) (?:i|we)|${iHave})(?: already| just)? (?:sent|send|uploaded|upload|given you|give you)(?: you| in)?(?: so far| already)?`,
    ),
    whole('(?:have|did) (?:i|we) (?:sent|send|uploaded|upload) (?:you )?anything(?: so far| already)?'),
    whole(
      `(?:what|which)(?: ${someFiles})? (?:have you|do you have|have you got|do you hold)(?: got)? (?:from|of|for) (?:me|us|mine|ours)`,
    ),
  ],
  documentsOn: [
    whole(
      '(?:what|which) (?:documents |files |evidence )?(?:did we|did i|had we|we) (?:have|keep|got)(?: (?:as )?(?:evidence|documents|files|kept))? (?:(?:on|in|at|by|as of|back in) )?(?:the )?(?<said>[^?]{3,40})',
    ),
  ],
  upload: [
    whole(
      `(?:upload|(?:add|send|attach|upload|give you|share|put in)(?: you)? (?:a |an |another |my |our |some |the |one more )?(?:new )?(?:${someFiles}|evidence)|how (?:do|can) i (?:upload|attach|send|add)(?: (?:a |the |my |some )?(?:${someFiles}|evidence))?(?: (?:to )?you)?|upload (?:link|page)|qr code)(?: (?:for|to) ${item})?`,
    ),
    // "Can I send it" is about the answers. Up to three words may say which: "our data security policy".
    new RegExp(
      `^${lead}(?:can|could|may|shall|how (?:do|can)|where (?:do|can)) (?:i|we) (?:just )?(?:(?:upload|attach|(?:send|give|show) you) (?:it|this|that|one|something)|(?:upload|attach|send|(?:send|give|show) you) (?:(?:a|an|the|my|our|this|that|some) )?(?:(?!(?:it|them|by|via|in|on|more|several|audio|sound|videos?|zip|film)\\b)[a-z'-]{2,20} ){0,3}?${somePapers})(?: to you| here)?(?: (?:for|to) ${item})?${end}$`,
      'i',
    ),
    whole(
      "(?:i want to|i would like to|i'?d like to|i need to|where (?:do|can) (?:i|we)) (?:upload|attach)(?: (?:it|this|that|them|one|something))?",
    ),
    new RegExp(
      `^${lead}take (?:a |an |another )?(?:photo|photograph|picture|pic)(?: of (?:it|this|that))?${end}$`,
      'i',
    ),
  ],
  evidence: [
    whole(
      `(?:show(?: me)? |see |what )?(?:the |our |my )?(?:(?:evidence|documents?|files?)(?: (?:do we have|have we got|is kept|are kept|is there|are there))?|is kept) (?:for|of|to) (?:${item}|this(?: question)?)`,
    ),
  ],
  document: [
    whole(`(?:(?:show|see|view|look at)(?: me)? )?${id}`),
    whole(`who (?:owns|is the owner of|looks after) ${id}`),
    whole(`what(?:'?s| is) ${id} (?:used )?for`),
    whole(`(?:see|view|look at|show(?: me)?) (?:it|${theFile})`),
    whole(`${id}(?:'?s)? (?:(?:old|older|earlier|previous|other|all) )?(?:versions?|history)`),
    // "The old version", said alone, answers which one of something is in use.
    whole(
      `(?:(?:show|see|list|find|what are|where are|are there)(?: me)? )?(?:any |the |all )?(?:old|older|earlier|previous|other) versions(?: of ${idOrIt})?`,
    ),
    whole(
      `(?:show|see|find|where is|wheres)(?: me)? (?:the |an )?(?:old|older|earlier|previous|other) (?:version|ones?)`,
    ),
    whole(`(?:(?:show|see|list|find|what are|where are)(?: me)? )?(?:the |all )?(?:versions|history) of ${idOrIt}`),
  ],
  open: [whole(`(?:open|download|get|fetch|read) ${idOrIt}(?:,? (?:version|v\\.?) ?(?<version>\\d{1,3}))?`)],
  delete: [
    whole(`(?:delete|remove|erase|destroy|throw away|get rid of)(?: ${idOrIt})?(?: for good| altogether)?`),
    whole(`(?:bin|take down|take back) ${theFile}`),
    whole(
      `(?:i think )?(?:${iHave} )?(?:just )?(?:sent|uploaded|added|attached|gave)(?: you)? (?:the |a )?wrong (?:one|thing|${someFiles})`,
    ),
    whole(`(?:(?:it|that|this)(?:'?s| is| was)? )?(?:the |a )?wrong ${oneFile}`),
  ],
  replace: [
    whole(
      `(?:(?:replace|update|renew|new version of) (?:${id}|it|this|that|(?:this|that|the) (?:document|file))|(?:send|upload|add) a new (?:version|copy)(?: of it)?)`,
    ),
    whole(`(?:send|upload|add) a new (?:version|copy) of ${id}`),
    whole(`(?:replace|new version of|newer version of) ${theFile}`),
  ],
  useFor: [
    whole(
      `(?:also )?(?:use|add|attach|link|keep|put|count|file) ${idOrIt} (?:also )?(?:for|to|under|with|against|as (?:evidence|proof) (?:for|of)) ${item}(?: (?:too|as well|also))?`,
    ),
    whole(
      `${id} (?:is |can be |should be |counts? |goes |belongs )?(?:also )?(?:used |evidence |proof )?(?:for|proves|covers|under|with|to|towards|of) ${item}(?: (?:too|as well|also))?`,
    ),
  ],
  stopUsing: [
    whole(`(?:do not use|don'?t use|stop using|remove|take off|take|detach|unlink) ${idOrIt} (?:for|from|off) ${item}`),
    whole(
      `${id} (?:is not|isn'?t|does not|doesn'?t|no longer) (?:for|prove|proves|cover|covers|count for|counts for) ${item}`,
    ),
  ],
  owner: [
    new RegExp(`^${id}(?:'?s)? (?:owner|belongs to|is owned by)(?: is)?:? (?<owner>.{1,100})$`, 'i'),
    new RegExp(`^(?:the )?owner of ${id}(?: is)?:? (?<owner>.{1,100})$`, 'i'),
    // Before the verb only what is as short as a name: a longer sentence is an answer.
    new RegExp(
      `^(?!(?:who|what|nobody|no|does|is|if|we|it)\\b)(?<owner>[\\p{L}'.-]{2,30}(?: [\\p{L}'.-]{1,30}){0,4}) (?:owns|is the owner of) ${id}[ .!]*$`,
      'iu',
    ),
  ],
  received: [
    whole(
      `(?:did|have|has|do) (?:you|u|ya) (?:got|get|have|had|received?|see|seen|find|found|keep|kept) (?:it|this|that|them|those|these|(?:all )?(?:(?:the|my|our|that|this|those|these) )(?:(?:last|new|latest) )?${somePapers}${justSent})`,
    ),
    whole(
      `(?:did|has|have|was|were|is|are) (?:it|that|this|they|those|(?:the|my|our|that|this) ${someFiles})(?: all)?(?: been)? (?:work|worked|upload|uploaded|arrive|arrived|come|came|come through|came through|go|gone|go through|gone through|get there|got there|get through|got through|get to you|got to you|reach you|reached you|send|load|loaded|received|there)(?: properly| fully)?`,
    ),
  ],
} as const satisfies Readonly<Record<string, readonly RegExp[]>>;

const dateWords = '(?<said>.{1,60})$';
/** "On 3 May" and "by June", without what leads up to the date. */
const onDate = `(?:(?:on|in|by|before|until|again) ){0,2}${dateWords}`;

/** What a document says of itself. `loose` ways hold words of other meanings too, so only a date behind them counts. */
export const datedPhrases: readonly { readonly way: RegExp; readonly isReview: boolean; readonly isLoose: boolean }[] =
  [
    {
      way: new RegExp(
        `^${id}(?:'?s)? (?:next )?(?:review(?: date)?|review by|expires|expiry(?: date)?|valid until)(?: (?:is|on|by|to be|was|in))?:? ${dateWords}`,
        'i',
      ),
      isReview: true,
      isLoose: false,
    },
    {
      way: new RegExp(
        `^${id}(?:'?s)? (?:(?:document |issue )?date|dated|written|is from)(?: (?:is|on|by|to be|was|in))?:? ${dateWords}`,
        'i',
      ),
      isReview: false,
      isLoose: false,
    },
    {
      way: new RegExp(
        `^${id} (?:(?:is|will be|should be|must be|needs to be) (?:next )?(?:reviewed|renewed)|(?:is )?due(?: for)?(?: a)?(?: review| renewal)?|(?:is|was) valid until|runs out|ends|needs (?:a )?review(?:ing)?) ${onDate}`,
        'i',
      ),
      isReview: true,
      isLoose: true,
    },
    {
      way: new RegExp(`^${polite}(?:(?:next )?review|renew) (?:of |date (?:of|for) )?${id}(?: is)?:? ${onDate}`, 'i'),
      isReview: true,
      isLoose: true,
    },
    {
      way: new RegExp(
        `^${polite}(?:the )?(?:(?:next )?review|expiry) date (?:of|for|on) ${id}(?: is| was)?:? ${onDate}`,
        'i',
      ),
      isReview: true,
      isLoose: true,
    },
    {
      way: new RegExp(
        `^${id} (?:is|was|were|got) (?:dated|written|made|agreed|approved|signed|issued|published|updated|last updated|last reviewed|reviewed|completed|from) ${onDate}`,
        'i',
      ),
      isReview: false,
      isLoose: true,
    },
    {
      way: new RegExp(`^${polite}(?:the )?date (?:of|on|for) ${id}(?: is| was)?:? ${onDate}`, 'i'),
      isReview: false,
      isLoose: true,
    },
  ];

const whatWasSent =
  '(?:it|them|that|this|everything|all of (?:it|them)|(?:the|my|our) (?:document|doc|file|photo|picture|pic|scan)s?)';

/** "Done", "sent it", "there you go". */
export const sendingPhrase = new RegExp(
  '^(?:(?:ok|okay|right|oh|great|lovely)[ ,.!]+){0,2}' +
    '(?:ok|okay|k|done(?: (?:it|that))?|all (?:done|sent)|' +
    `(?:(?:i|we)(?: have|'?ve)? )?(?:just )?(?:now )?(?:sent|uploaded|done|added|attached)(?: you)?(?: ${whatWasSent})?|` +
    `sending(?: ${whatWasSent})?|` +
    "(?:(?:i'?m|we'?re|i am|we are|i have|i'?ve|all) )?finished|" +
    "there (?:you|u) (?:go|are)|here (?:you|u) (?:go|are)|there it is|here it is|that'?s (?:it|done)|that is it|" +
    "(?:it'?s |it is )?on (?:its|it'?s|the) way|(?:i|we) did(?: (?:it|that))?|(?:it'?s|it is|they'?re) (?:sent|uploaded|done|there))" +
    '(?:[ ,]+(?:now|already|ok|okay|thanks|thank you|ta|to you|over|through))*[ .!?]*$',
  'i',
);

const misspelt: ReadonlyMap<string, string> = new Map(
  Object.entries({
    document: 'docment documnet doucment docuemnt documet documant docement dokument documment',
    documents: 'docments documnets doucments docuemnts documets documants docements dokuments',
    file: 'fiel flie fille',
    files: 'fiels flies filles',
    photo: 'foto phot phto poto',
    photos: 'fotos phtos',
    picture: 'pictre picure pitcure',
    certificate: 'certifcate certificat certifiate certficate cerificate',
    upload: 'uplaod uplod upoad upolad uploade',
    uploaded: 'uplaoded uploded uploadeed',
    receive: 'recieve recive receve',
    received: 'recieved recived receved',
    delete: 'delet delte deleet dlete',
    remove: 'remvoe remov',
    version: 'verison vershun',
    versions: 'verisons vershuns',
    wrong: 'worng wrogn rong',
    where: 'were wher whre',
    wheres: 'weres whers',
  }).flatMap(([word, ways]) => ways.split(' ').map((way) => [way, word] as const)),
);

/** `said` with the slips that people make in these words put right. */
export function mended(said: string): string {
  return said.replaceAll(/[a-z]+/gi, (word) => misspelt.get(word.toLowerCase()) ?? word);
}
