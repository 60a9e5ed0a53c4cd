import type { EmergencyKind } from './intents.ts';

/*
 * What has just happened, said in a short sentence of one's own: "we've been hacked", "a tablet's been stolen". Patterns
 * are for whole utterances as `spelling` gives them, so none fits a long answer, a question ("what if we are hacked"), a
 * report of old ("we lost a phone last year"), a rule ("staff tell us if they lose a phone") or a bare term ("ransomware").
 */

const any = (...words: readonly string[]) => `(?:${words.join('|')})`;
/** Any number of these words, each followed by a space. */
const some = (words: string) => `(?:(?:${words}) )*`;

const lead = `(?:${any(
  'please|please help|help|help me|oh no|oh dear|omg|oh my god|god|argh|urgent|urgently|emergency|quick|quickly|panic|disaster',
  'hi|hello|hey|sorry|um|so|ok|yes|i think|we think|i believe|i fear|i suspect|im worried|i am worried|im afraid|i am afraid',
  'looks like|it looks like|seems like|it seems|it seems like|(?:ive |weve |i |we )?(?:have )?just (?:found out|realised|realized|noticed|heard)',
  'i have to report|i need to report|we need to report|what do i do|what do we do|what should i do|what should we do',
)}(?: that)? ){0,4}`;

const when = any(
  'today|yesterday|just now|now|right now|this morning|this afternoon|this evening|this week|tonight|last night|earlier|earlier today',
  'on (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:a|an|one|two|three|ten|twenty|\\d{1,2}) (?:minutes?|hours?|mins?|days?) ago',
  'over the weekend|at the weekend|at work|here|by mistake|by accident|accidentally|in error',
);
const where =
  '(?:on|in|at|from) (?:the|a|my|her|his|our) (?:bus|train|tube|taxi|cab|car|boot|van|car park|pub|cafe|shops?|supermarket|hospital|surgery|street|pavement|road|office|bag)|in town';
const plea = any(
  'help|help me|please|please help|can you help|urgent|urgently|asap|what do i do|what do we do|what should i do|what should we do',
  'what shall i do|what shall we do|what now|what to do|what happens now|(?:and )?(?:i|we) dont know what to do|who do (?:i|we) (?:tell|call|ring)',
);
const tail = `(?: (?:${where}))?(?: ${when}){0,2}(?: ${plea}){0,3}`;

const staff = '(?:staff|carers|team|nurses|managers|drivers|girls|lads)';
const who = any(
  'i|ive|we|weve|he|hes|she|shes|they|theyve|someone|someones|somebody|somebodys|one of us|staff',
  `one of (?:our|the|my) ${staff}|(?:a|our|my|the) (?:carer|carers|member of staff|staff member|colleague|nurse|driver|senior|worker|support worker|manager|deputy|boss|admin|administrator|receptionist|office)`,
);
const has = some(
  'have|has|had|ve|just|only|now|all|also|both|accidentally|mistakenly|stupidly|somehow|actually|properly',
);
const been = some('has|have|is|was|were|are|been|being|got|gone|just|s');
const whose = any(
  'our|my|the|a|an|his|her|their|one of (?:our|the|my)|all (?:of )?our|(?:a|the) (?:residents|clients|service users|staff|carers|managers)|someones|another|some|two',
);
const attributes = some(
  'work|company|office|care|staff|mobile|managers|seniors|carers|nhs|smart|new|old|homes|residents|clients|team|on call',
);
const device =
  '(?:phones?|mobiles?|smartphones?|iphones?|tablets?|ipads?|laptops?|computers?|pcs?|usbs?|usb (?:sticks?|drives?)|memory sticks?|hard drives?|devices?|handsets?|chromebooks?)';
const papers =
  '(?:folders?|files?|care plans?|care notes|notes|papers?|paperwork|records?|mars|mar charts?|charts?|diary|diaries|handover (?:sheets?|notes)|books?|notebooks?|rotas?|documents?|visit notes|log ?books?|daily (?:notes|logs?)|client list|address list|letters?)';
const taken = any('stolen|nicked|taken|pinched|robbed|swiped');
const missing = any(taken, 'lost|missing|gone|gone missing|gone astray|disappeared|vanished');
const stole = any('stole|stolen|nicked|took|taken|pinched|robbed|swiped');

const named = '(?:mr|mrs|ms|miss|dr) [a-z]{2,20}(?: [a-z]{2,20})??';

/** Something of ours is lost, left behind or stolen. `thing` is what. */
function lost(thing: string): readonly string[] {
  return [
    `${who} ${has}(?:lost|mislaid|misplaced|cant find|cannot find) (?:${whose} )?${attributes}${thing}`,
    // "Lost phone" alone names a worry.
    `(?:lost|mislaid|misplaced|cant find|cannot find) (?:${whose}|${named}) ${attributes}${thing}`,
    `${who} ${has}(?:lost|mislaid|misplaced|cant find|cannot find) ${named} ${attributes}${thing}`,
    `(?:${who} ${has})?left (?:${whose} )?${attributes}${thing} (?:behind|${where})`,
    `${who} ${has}had (?:${whose} )?${attributes}${thing} ${taken}`,
    `${whose} ${attributes}${thing} ${been}${missing}`,
    `(?:someone|somebody|someones|a thief|a burglar|burglars|thieves|they|theyve) ${has}${stole} ${whose} ${attributes}${thing}`,
    `${named} ${attributes}${thing} ${been}${missing}`,
    `${thing} ${been}(?:lost|stolen|nicked|missing|gone missing)`,
    `(?:our |the )?(?:office|home|building|car|van) (?:was|has been|got) (?:broken into|burgled) and (?:our |the |a |some )?${attributes}${thing} ${been}${taken}`,
  ];
}

const system =
  '(?:computers?|pcs?|laptops?|tablets?|ipads?|phones?|systems?|(?:it|care) systems?|networks?|servers?|wi ?fi|emails?|email accounts?|mailbox|accounts?|nhsmail|websites?|facebook|facebook page|social media|bank account|records|files|data)';
const hacked =
  '(?:hacked|hacked into|infected|compromised|breached|attacked|cyber attacked|scammed|phished|taken over|broken into|held to ransom|locked by (?:hackers?|ransomware|a virus)|encrypted by (?:hackers?|ransomware|a virus))';
const malware =
  '(?:virus|viruses|computer virus|malware|ransomware|spyware|trojan|hacker|ransomware attack|cyber attack|cyberattack|data breach|hack|ransom (?:note|message|demand))';
const baited =
  '(?:(?:phishing|phising|fishing|dodgy|bad|suspicious|scam|fake|strange|weird|spam|malicious|dangerous|odd|hoax) )';
const lure = '(?:links?|emails?|attachments?|messages?|texts?|files?|websites?|qr codes?|invoices?)';
const inMessage =
  '(?: (?:in|from|on|inside) (?:a|an|the|my|our|that) (?:[a-z]+ )?(?:links?|emails?|messages?|texts?|websites?|inbox|whatsapp))?';
const clicked =
  '(?:clicked|clicked on|opened|pressed|pressed on|tapped|tapped on|followed|replied to|responded to|fell for|fallen for)';

const nobodys =
  '(?:person|people|family|families|resident|residents|client|clients|relative|relatives|patient|patients|recipient|recipients|service user|service users|house|customer)';
const wrong = `(?:(?:the|a|an|completely the|totally the) )?(?:wrong|incorrect) (?:${nobodys}|address|addresses|emails?|email address|numbers?|phone number|place|gp|surgery|home|company|manager|carer|nurse|doctor|service|team|one)`;
const sent =
  '(?:sent|send|emailed|e mailed|mailed|posted|texted|messaged|whatsapped|faxed|forwarded|shared|handed|gave|given|told|copied|delivered|read|shown|showed)';

const looker = any(
  who,
  '(?:a|another|one|the) (?:visitor|relative|resident|client|family member|contractor|neighbour|stranger|volunteer|student)|family|relatives|an? (?:ex|old|former) (?:carer|member of staff|staff member|employee|colleague)',
);
const looked = any(
  'looked|looking|read|reading|seen|saw|seeing|opened|opening|accessed|accessing|been|got|viewed|viewing|went|gone|looks',
);
const notAllowed =
  '(?:(?:who|that|which|and|but|when|they|he|she|it) ){1,2}(?:really )?(?:shouldnt|should not|wasnt|werent|isnt|arent|was not|were not|is not|are not)(?: (?:have|be|been|do|done|allowed|supposed|meant|to|that|seen|looked|see|look|at|it|them|so|able)){0,6}';

const patterns: Readonly<Record<EmergencyKind, readonly string[]>> = {
  hacked: [
    `(?:we|i|weve|ive|were|they|theyve) ${some('have|has|are|am|just|got|ve')}(?:been |being |getting |got )${hacked}`,
    `(?:been|got) ${hacked}`,
    `${attributes}(?:whatsapp(?: group)?|${system}) ${been}${hacked}`,
    `${whose} ${attributes}whatsapp(?: group)? ${been}${hacked}`,
    `(?:someone|somebody|someones|a stranger|hackers?|a hacker|a scammer|scammers|they|theyve) ${some('has|have|got|s|just|now')}(?:got|gotten|stole|stolen|taken|guessed|found|found out|worked out|knows|know|cracked|using|used|has|have) (?:my|our|all our|one of our|the managers|a staff) (?:[a-z]+ ){0,2}(?:passwords?|logins?|log in|pin)`,
    `(?:(?:the|our|my|a|one) )?${attributes}(?:screen|${system}) (?:says|said|is saying|shows|is showing|wants|is asking|asks|tells us|keeps saying) (?:[a-z0-9]+ ){0,6}(?:bitcoin|bitcoins|ransom|hacked|infected|(?:files|data) (?:are|is|have been|has been) (?:locked|encrypted))(?: [a-z0-9]+){0,5}`,
    'hacked',
    `${whose} ${attributes}${system} ${been}${hacked}`,
    `(?:someone|somebody|someones|hackers?|a hacker|hackers|they|theyve) ${some('has|have|is|are|was|just|been')}(?:hacked|hacking|hacked into|broken into|broke into|got into|getting into|logged into|attacking|attacked|in) (?:us|into us|${whose} ${attributes}${system})`,
    `${who} ${has}(?:got|have|had|caught|found|downloaded|see|seen|seeing|getting) (?:(?:a|an|some|the) )?${malware}(?: (?:on|in) (?:${whose}|this) ${attributes}(?:${system}|screen))?`,
    `(?:theres|there is|there has been|theres been) (?:(?:a|an|some|the) )?${malware}(?: (?:warning|message|note|alert|thing))?(?: (?:on|in) (?:${whose}|this) ${attributes}(?:${system}|screen))?`,
    `(?:(?:a|an|some) )?${malware} (?:on|in) (?:${whose}|this) ${attributes}${system}`,
    `(?:${who} ${has})?${clicked} (?:(?:a|an|the|that|some) )?${baited}{1,3}${lure}(?: links?| attachments?)?${inMessage}`,
    `(?:${who} ${has})?${clicked} (?:a|an|the|some) (?:links?|attachments?) (?:in|from|on) (?:a|an|the) ${baited}{1,3}${lure}`,
    `${who} ${has}(?:gave|given|entered|typed|told|put|sent) (?:away |in )?(?:my|our|their|the|his|her) (?:passwords?|login|bank details) (?:to|into|in|on) (?:a |an |the )?${baited}{0,2}(?:scammer|hacker|stranger|caller|link|page|email|website)`,
  ],
  lostDevice: lost(device),
  lostPapers: lost(papers),
  wrongPerson: [
    `(?:${looker}) ${has}${looked} (?:at |in |into |through |up )?(?:${whose}|${named}|some)? ?${attributes}${papers} ${notAllowed}`,
    `(?:the )?wrong person ${has}${looked} (?:at |in |into |through )?(?:${whose}|${named})? ?${attributes}${papers}`,
    `(?:${who} ${has})?${sent}(?: [a-z0-9]+){0,8} to ${wrong}`,
    `(?:${who} ${has})?(?:emailed|e mailed|mailed|texted|messaged|whatsapped|told) ${wrong}`,
    `${who} ${has}(?:sent|gave|given|handed|shown|showed) (?:the )?wrong ${nobodys}(?: [a-z0-9]+){1,5}`,
    `(?:an|a|the|my|our|some|this|that) (?:[a-z]+ ){0,3}(?:emails?|letters?|messages?|texts?|plans?|notes|records?|reports?|files?|documents?|information|info|details|fax|faxes|charts?|photos?|invoices?) ${some('has|have|was|were|been|being|got|just')}(?:sent |gone |went |go |posted |delivered |emailed ){0,2}(?:out |off )?to ${wrong}`,
    `(?:emails?|letters?|messages?|texts?|information|data) (?:sent |gone |went )?to ${wrong}`,
  ],
};

const whole = (Object.entries(patterns) as [EmergencyKind, readonly string[]][]).map(
  ([kind, some]) => [kind, new RegExp(`^${lead}(?:${some.join('|')})${tail}$`)] as const,
);

/** No call for help is without one of these; most answers are, and are spared the long patterns. */
const signal =
  /hack|shouldnt|should not|wasnt|werent|bitcoin|log in|pin\b|infect|compromis|breach|attack|scam|phish|phis|fishing|taken over|broke|got into|logged into|held to ransom|locked by|encrypted by|virus|ware\b|trojan|ransom|link|attach|email|message|texts?\b|file|website|qr code|invoice|password|login|bank details|lost|mislaid|misplaced|cant find|cannot find|left|stol|nicked|pinched|robbed|swiped|taken|took|missing|gone|astray|disappeared|vanished|wrong|incorrect/;

/** What is longer tells of something, rather than calling for help. */
const longest = 110;

/** What `spelt` (see `spelling`) calls for help with; undefined where it does not. */
export function emergencyIn(spelt: string): EmergencyKind | undefined {
  if (spelt.length > longest || !signal.test(spelt)) return undefined;
  return whole.find(([, pattern]) => pattern.test(spelt))?.[0];
}
