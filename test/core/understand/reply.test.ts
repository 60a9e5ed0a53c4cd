import { describe, expect, it } from '@jest/globals';
import { type Reply, understandReply } from '../../../core/understand/reply.ts';

const said = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

const plain: Readonly<Record<Reply['as'], readonly string[]>> = {
  yes: said(`
    yes
    Yes.
    YES!!
    yep
    yup
    yeah
    yeh
    yh
    aye
    aye we do
    y
    Y
    yesss
    yse
    yes we do
    yeah we do
    yeah, we do
    we do
    We do.
    we have
    we did
    they do
    they all do
    it is
    it does
    there is
    of course
    course we do
    of course we do
    oh yes
    definitely
    absolutely
    certainly
    yes definitely
    yes of course
    yes, always
    always
    done
    Done!
    all done
    all done now
    its done
    that's done
    it's all done
    we've done that
    we have done that
    sorted
    all sorted
    yes sorted
    in place
    we have one
    we've got one
    we do that
    we already do
    we always do
    yes please
    yes thanks
    yes, no problem
    yes, no problem at all
    yes mate
    ok yes
    well yes
    um yes
    erm, yes
    hi, yes
    to be honest yes
    that's right
    correct
    tick
    everyone does
    all of them
    we have that yes
    yes we do have one
    yes, all of them have one
    yes sir
    sure
    👍
    👍🏽
    👍 👍
    ✅
    ✔️
    ｙｅｓ
    y\u200bes
    “yes”
  `),
  no: said(`
    no
    No.
    NO
    n
    nope
    nah
    naw
    nooo
    no we don't
    no, we don't
    no we dont
    we don't
    we don’t
    we do not
    we haven't
    we have not
    we haven't got one
    we don't have one
    we dont have any
    we don't do that
    no not really
    not really
    not at all
    never
    no never
    no way
    no sorry
    sorry, no
    afraid not
    I'm afraid not
    unfortunately not
    absolutely not
    definitely not
    of course not
    none
    none of them
    nobody does
    no one does
    nobody
    nothing like that
    not anymore
    not here
    it isn't
    it's not done
    there isn't
    there isn't one
    no thanks
    no, thank you
    👎
    ❌
    well no
    erm no
    no we have not
    no it isn't
    nope never
    not currently
    not at present
    no not currently
  `),
  notYet: said(`
    not yet
    Not yet!
    no not yet
    no, not yet
    nope not yet
    not quite
    not quite yet
    nearly
    almost
    nearly there
    almost done
    nearly finished
    working on it
    we're working on it
    we are working on it
    still working on it
    in progress
    it's in progress
    work in progress
    still to do
    to do
    to be done
    not fully
    started
    just started
    we've started
    not started
    not finished
    we haven't yet
    haven't yet
    no we haven't yet
    soon
    next week
    next month
    we will
    will do
    going to
    it's on the list
    booked
    planned
    getting there
    underway
    not in place yet
    haven't got round to it
  `),
  notSure: said(`
    dunno
    I dunno
    no idea
    no idea sorry
    I have no idea
    I've no idea
    no clue
    not a clue
    haven't a clue
    I haven't got a clue
    don't know
    dont know
    I don't know
    i dont no
    we don't know
    sorry I don't know
    idk
    IDK
    not sure
    Not sure?
    I'm not sure
    im not sure
    I am not sure
    not sure about that
    not sure about this one
    unsure
    not certain
    not 100% sure
    really not sure
    ?
    ??
    probably
    prob
    probably yes
    maybe
    mabye
    maybe yes
    maybe not
    perhaps
    possibly
    hopefully
    I hope so
    I think so
    think so
    i think we do
    I don't think so
    no I don't think so
    I guess so
    I suppose so
    I believe so
    should be
    it should be
    should do
    could be
    might be
    as far as I know
    not that I know of
    not that I'm aware of
    not to my knowledge
    ask the manager
    ask my manager
    you'd have to ask the manager
    I'd have to ask head office
    I will have to check
    need to check
    I'll ask the manager
    let me check
    the manager would know
    never heard of it
    I wouldn't know
    no one knows
    can't remember
    I can't remember
    🤷
    🤷‍♀️
    🤔
    good question
    dunno, no
    not sure, yes
  `),
  notApplicable: said(`
    n/a
    N/A
    N/A.
    NA
    na
    n.a.
    not applicable
    Not applicable
    it's not applicable
    not applicable to us
    not aplicable
    doesn't apply
    does not apply
    doesn't apply to us
    does not apply to us
    this doesn't apply to us
    that does not apply here
    it doesn't apply
    not relevant to us
    sorry, not applicable
  `),
  unclear: said(`
    yes but not all of them
    yes I think so
    yes, probably
    yes mostly
    yes, most of them
    yes, except the office laptop
    yes apart from one
    yes if they ask
    yes, nearly
    yes, almost all
    yes we will
    yes we'll do it
    yes, next week
    yes, soon
    yes, we are going to
    yes sometimes
    yes usually
    yes hopefully
    yes I hope so
    yes as far as I know
    yes, not sure when
    yes, should be
    yes?
    yes??
    yeah right
    yes and no
    yes no
    yes or no
    yeah no
    yeah, nah
    no yes
    no yeah
    no, yes we do
    no problem
    no problem, we do
    no worries
    no doubt
    not bad
    don't not
    not no
    not yes
    we don't not do it
    definitely maybe
    done?
    all done except two
    done some of it
    done most of it
    sorted, I think
    we do sometimes
    we do, mostly
    we do but not every year
    we have lost it
    we have to do that
    we are thinking about it
    we have been meaning to
    we did once
    I don't think it applies
    I think it doesn't apply
    might not apply
    it may not apply
    probably n/a
    n/a I think
    n/a?
    not applicable?
    maybe not applicable
    not applicable but we do have paper
    n/a or no
    n/a yes
    na not yet
    not applicable unless staff use phones
    does it not apply?
    no but head office does
    no, although the deputy might
    ok
    okay
    hmm
    right
    fine
    x
    banana
    47
    our deputy
    in the office
    should be in the office
    maybe 10 laptops
    probably the manager
    no staff share passwords
    no one takes records home
    No paper is left out at night
    never left unattended in cars
    nobody shares a login
    some records are in the office
    the policy says yes
    we always say no to strangers
    Staff who are not sure ask the manager
    We ask the manager if we are not sure
    we tell staff to say no and hang up
    not applicable items are listed in the policy
    it depends
    depends
    yes it was done but has expired
    yes, it is overdue
    yes, used to
    yes lol
    👍👎
    yes 👎
    yes 🤔
    yes 🤞
    yes 🙄
    both
    we had
    it was
    yes it's on the to do list
    yes, being done
    yes, getting there
    yes, it is booked
    yes it is in draft
    yes, two of them
    yes, 2 out of 3
    yes about 90%
    yes 60%
    yes, according to the manager
    yes I imagine
    yes, so I'm told
    yes, I was told
    yes fairly sure
    yes, only the manager has
    yes, only some can
    yes, our plan is to do it in May
    yes. It is old.
    yes, the next person will do it
    yes it needs updating
    yes, in part
    yes, part done
    yes, still waiting
    yes, pretty sure
    yes the manager thinks
    yes, we have started
    yes, hang on, no
    yes wait
    yes, when it is finished
    n/a because we will start next year
  `),
};

describe('a reply without more', () => {
  for (const [as, texts] of Object.entries(plain)) {
    it.each(texts.map((text) => [text]))(`${as}: %s`, (text) => {
      expect(understandReply(text)).toEqual({ as });
    });
  }
});

const inPart = said(`
    some of them
    some
    some do
    partly
    partially
    half of them
    half done
    not all of them
    not all
    not everyone
    mostly
    most of them
    nearly all
    nearly everyone
    a few
    a few do
    half
    only seniors
    only the seniors do
    sometimes
    not always
    some of the staff
    most staff have
    one or two do
    yes but only some
    not everybody does
`);

describe('a reply that means some', () => {
  it.each(inPart.map((text) => [text]))('%s', (text) => {
    expect(understandReply(text)).toEqual({ as: 'notYet', part: true });
  });

  it.each([['not yet'], ['working on it'], ['on the list'], ['we will']])('not so: %s', (text) => {
    expect(understandReply(text)).toEqual({ as: 'notYet' });
  });

  it.each([['not really'], ["we don't do that here"], ['no'], ['nobody']])('a plain no: %s', (text) => {
    expect(understandReply(text).as).toBe('no');
  });
});

const otherWords: readonly (readonly [string, Reply])[] = [
  ['tak', { as: 'yes' }],
  ['Da!', { as: 'yes' }],
  ['nie', { as: 'no' }],
  ['nu', { as: 'no' }],
  ['nie wiem', { as: 'notSure' }],
  ['nu știu', { as: 'notSure' }],
  ['ofc', { as: 'yes' }],
  ['100%', { as: 'yes' }],
  ['100 percent', { as: 'yes' }],
  ['yes, 100%', { as: 'yes' }],
  ['100', { as: 'unclear' }],
  ['not 100% sure', { as: 'notSure' }],
  ['yes I guess', { as: 'unclear' }],
  ['save those words', { as: 'yes' }],
  ['save it', { as: 'yes' }],
  [
    'they stop what they do and read the policy, so yes',
    { as: 'yes', detail: 'they stop what they do and read the policy' },
  ],
  ['we mostly do it so yes', { as: 'unclear' }],
  ['I think Sue checks them, so yes', { as: 'unclear' }],
  ['it is on the wall so yes?', { as: 'unclear' }],
  [
    'yes, a letter went to wrong house, we now check addresses',
    { as: 'yes', detail: 'a letter went to wrong house, we now check addresses' },
  ],
  ['yes but the letter was wrong', { as: 'unclear' }],
];

describe('other ways to reply', () => {
  it.each(otherWords)('%s', (text, expected) => {
    expect(understandReply(text)).toEqual(expected);
  });
});

const detailed: readonly (readonly [string, Reply['as'], string])[] = [
  ['yep, our deputy sorted it in March', 'yes', 'our deputy sorted it in March'],
  ['Yes - the manager checks it every Friday.', 'yes', 'the manager checks it every Friday.'],
  ['yes in the office', 'yes', 'in the office'],
  ["yes it's in the office", 'yes', "it's in the office"],
  ['yes, we do, every year', 'yes', 'every year'],
  ['yes because the ICO asks for it', 'yes', 'the ICO asks for it'],
  ['Yes. Reviewed 3 March 2026', 'yes', 'Reviewed 3 March 2026'],
  ['yes, in May', 'yes', 'in May'],
  ['yes in may 2026', 'yes', 'in may 2026'],
  ['yes, a few weeks ago', 'yes', 'a few weeks ago'],
  ['yes “in the blue folder”', 'yes', '"in the blue folder"'],
  ['yes (blue folder)', 'yes', '(blue folder)'],
  ['yes it works well', 'yes', 'it works well'],
  ['done in march', 'yes', 'in march'],
  ['done by the deputy', 'yes', 'by the deputy'],
  ['all done last week', 'yes', 'last week'],
  ['we do, our IT company looks after it', 'yes', 'our IT company looks after it'],
  ['we do and the deputy checks it', 'yes', 'the deputy checks it'],
  ['👍 in the office', 'yes', 'in the office'],
  [
    'Yes. All staff sign one when they start and the manager keeps it in their file.',
    'yes',
    'All staff sign one when they start and the manager keeps it in their file.',
  ],
  ['yes, by email or in person', 'yes', 'by email or in person'],
  ['Yes. Only the manager can open it.', 'yes', 'Only the manager can open it.'],
  ['Yes, it is in each care plan.', 'yes', 'it is in each care plan.'],
  ['Yes. A firm takes old phones and wipes them.', 'yes', 'A firm takes old phones and wipes them.'],
  [
    'Yes. The deputy looks at it each May and signs what was put right.',
    'yes',
    'The deputy looks at it each May and signs what was put right.',
  ],
  ['Yes, in part 9 of the contract', 'yes', 'in part 9 of the contract'],
  ['yes, as needed', 'yes', 'as needed'],
  ['yes we test it twice a year', 'yes', 'we test it twice a year'],
  ['yes, reviewed once a year', 'yes', 'reviewed once a year'],
  ['no we use something else', 'no', 'we use something else'],
  ['no, the old one went in a flood', 'no', 'the old one went in a flood'],
  ['no we do not have that in place', 'no', 'we do not have that in place'],
  ['no because we are tiny', 'no', 'we are tiny'],
  ['no, nobody asked us', 'no', 'nobody asked us'],
  ['not yet, waiting for the printer', 'notYet', 'waiting for the printer'],
  ['not yet but it is ordered', 'notYet', 'but it is ordered'],
  ['working on it, the deputy has the form', 'notYet', 'the deputy has the form'],
  ['no, but we will next month', 'notYet', 'but we will next month'],
  ["no, we're planning it", 'notYet', "we're planning it"],
  ["don't know, probably Sue", 'notSure', 'probably Sue'],
  ['do we encrypt laptops?? no idea', 'notSure', 'do we encrypt laptops?'],
  ['is that the same as a firewall? not sure', 'notSure', 'is that the same as a firewall?'],
  ['laptops, no idea', 'notSure', 'laptops'],
  ['na because we have no paper', 'notApplicable', 'we have no paper'],
  ['n/a - we have no staff phones', 'notApplicable', 'we have no staff phones'],
  ['N/A, staff never use their own phones', 'notApplicable', 'staff never use their own phones'],
  ['not applicable as we are fully paperless', 'notApplicable', 'we are fully paperless'],
  ["doesn't apply to us, we don't use computers", 'notApplicable', "we don't use computers"],
];

describe('a reply with a detail', () => {
  it.each(detailed)('%s', (text, as, detail) => {
    expect(understandReply(text)).toEqual({ as, detail });
  });
});

const lacks: readonly (readonly [string, NonNullable<Reply['lacks']> | undefined])[] = [
  ["We don't have computers", 'computers'],
  ["we don't have any computers", 'computers'],
  ['we do not have a computer', 'computers'],
  ['no computers here', 'computers'],
  ['no computers', 'computers'],
  ['we have no computers at all', 'computers'],
  ["we haven't got any computers", 'computers'],
  ['there are no computers', 'computers'],
  ["we don't use computers", 'computers'],
  ['nobody uses their own phone', 'ownDevices'],
  ['no one uses their own phones for work', 'ownDevices'],
  ["staff don't use their own phones", 'ownDevices'],
  ['staff never use their own phones at work', 'ownDevices'],
  ["we don't use personal phones for work", 'ownDevices'],
  ['we only use work phones', 'ownDevices'],
  ['we have no paper records', 'paperLeaves'],
  ["we don't have paper records", 'paperLeaves'],
  ['no paper', 'paperLeaves'],
  ["we're paperless", 'paperLeaves'],
  ['we are completely paperless', 'paperLeaves'],
  ['paper never leaves the building', 'paperLeaves'],
  ['our paper records never leave the home', 'paperLeaves'],
  ['no records leave the building', 'paperLeaves'],
  ['nothing leaves the building', 'paperLeaves'],
  ['ours never leave', 'paperLeaves'],
  ['all our records stay in the office', 'paperLeaves'],
  ["we're all electronic", 'paperLeaves'],
  ['no laptops or computers', 'computers'],
  ['most records stay in the building', undefined],
  ['we are mostly electronic', undefined],
  ['we only use paper', undefined],
  ['we shred nothing through a firm', 'destructionFirm'],
  ["we don't use a firm", 'destructionFirm'],
  ["we don't use a shredding company", 'destructionFirm'],
  ['no outside firm', 'destructionFirm'],
  ['we shred everything ourselves', 'destructionFirm'],
  ['we do our own shredding', 'destructionFirm'],
  ["I don't think we have computers", undefined],
  ['do we have no computers?', undefined],
  ["we don't have computers yet", undefined],
  ["we don't have many computers", undefined],
  ['we have no computers except the one in the office', undefined],
  ['paper rarely leaves the building', undefined],
  ['nobody uses their own phone except the manager', undefined],
  ['nobody should use their own phone', undefined],
  ["we don't have laptops", undefined],
  ['We have no paper records in the lounge, they are all in the locked office and signed out', undefined],
  ["we don't use a firm every year", undefined],
];

describe('a fact that a service lacks', () => {
  it.each(lacks)('%s', (text, fact) => {
    expect(understandReply(text)).toEqual({ as: 'unclear', ...(fact && { lacks: fact }) });
  });

  it('comes with a plain no as well', () => {
    expect(understandReply("no, we don't have computers")).toEqual({
      as: 'no',
      detail: "we don't have computers",
      lacks: 'computers',
    });
  });
});

describe('the law: doubt never becomes yes or not applicable', () => {
  const yeses = ['yes', 'yep', 'yeah', 'we do', 'done', 'of course', 'n/a', 'not applicable', "doesn't apply"];
  const doubts = said(`
    I think
    maybe
    probably
    I guess
    not sure
    dunno
    hopefully
    but not really
    but not all of them
    mostly
    except on Sundays
    unless it rains
    nearly
    not yet
    or maybe not
    as far as I know
    I suppose
    if the manager agrees
    kind of
    sort of
    ish
    we might
    could be
    I would say
    it should
    apart from two
    only some
    partly
    in theory
    not any more
    soon
    once it is finished
    supposedly
    ?
  `);
  it.each(
    yeses.flatMap((yes) =>
      doubts.flatMap((doubt) => [[`${yes} ${doubt}`], [`${yes}, ${doubt}`], [`${doubt} ${yes}`], [`${doubt}, ${yes}`]]),
    ),
  )('%s', (text) => {
    expect(['unclear', 'notSure', 'notYet', 'no']).toContain(understandReply(text).as);
  });
});
