const slips: ReadonlyMap<string, string> = new Map(
  Object.entries({
    remind: 'remnd remid reming remined remin rmind reminde remimd',
    reminder: 'remider remindr reminer',
    reminders: "remiders reminderss remindrs reminers remainders remineders reminder's",
    tomorrow: 'tomorow tommorow tommorrow tomorro tmrw tmw tmrrw tomoz tomo 2moro 2morrow tmoz tomorrw tmorrow',
    weekly: 'weekley wekly weekely weely',
    daily: 'dayly dailey daly',
    week: 'wk',
    next: 'nxt',
    invite: 'invit inivte envite invte inviet',
    invitation: 'invitaion invatation invitiation',
    question: 'qestion questoin quesiton qustion queston',
    questions: 'qestions questoins quesitons qustions',
    published: 'publised publishd pubished publsihed',
    calendar: 'calender calander calandar',
    quiet: 'quite queit quiat',
    urgent: 'urgant urgnt',
    snooze: 'snoze snooz snoose',
    email: 'emial e-mail emal',
    emails: 'emials e-mails',
    emailing: 'emaling e-mailing',
    messages: 'msgs mesages messeges msges',
    message: 'msg mesage messege',
    please: 'pleas plese',
    unsubscribe: 'unsubcribe unsuscribe unsubscibe',
    team: 'taem teem',
    remove: 'remvoe remov',
    delete: 'delet delte deleet dlete',
    manager: 'manger mananger maneger mangager',
    viewer: 'veiwer viwer',
    contributor: 'contributer',
    reviewer: 'reveiwer reviwer',
    supporter: 'suporter',
    assign: 'asign assighn',
    have: 'hav',
    "don't": 'dnt',
    waiting: 'wating waitting',
    service: 'servce serivce',
    company: 'compny comapny',
  }).flatMap(([word, ways]) => ways.split(' ').map((way) => [way, word] as const)),
);

/** "Mrs. Patel" as "Mrs Patel", so that a full stop always ends something. */
export const withoutDots = (said: string): string => said.replaceAll(/\b(mr|mrs|ms|dr)\./gi, '$1');

/** `said` (normalised) with words and nothing between them: no commas, no full stop at the end, no slips in the words that matter. */
export function inWords(said: string): string {
  return withoutDots(said)
    .replaceAll(/[,;!?"()<>[\]*]+|[.:]+(?=\s|$)|(?<!\d|[ap]m)\s[-/.]+(?=\s)/gi, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** `text` with slips in the words that matter put right. */
export const mended = (text: string): string =>
  text.replaceAll(/[\p{L}\p{N}'-]+/gu, (word) => slips.get(word.toLowerCase()) ?? word);
