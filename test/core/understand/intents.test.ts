import { describe, expect, it } from '@jest/globals';
import {
  type EmergencyKind,
  type Intent,
  type PlainIntent,
  understandIntent,
} from '../../../core/understand/intents.ts';

const said = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

const plain: Readonly<Record<PlainIntent, readonly string[]>> = {
  help: said(`
    help
    Help
    HELP!!
    help?
    “help”
    h\u200belp
    help me
    please help
    can you help me
    could you help me please
    I need help
    I need some help with this
    I'm stuck
    im lost
    what do I do?
    what should I do now
    what can I type
    commands
    menu
    how does this work
    hlep
    hepl
    helpp
  `),
  rephrase: said(`
    I don't understand
    i dont understand
    I don't understand the question
    I do not understand
    sorry I don't get it
    what do you mean
    what does it mean
    what does this mean?
    what does that mean?
    whats the question
    what was the question
    can you repeat that
    say that again
    pardon?
    explain this
    please explain
    can you explain
    explain the question
    too hard
    this is too hard
    in plain english please
    can you rephrase that
    nie rozumiem
    nu înțeleg
  `),
  publish: said(`
    how do i publish
    How do I publish?
    publish
    submit
    how do I submit
    can you submit it for me
    where is my certificate
    where's my certificate?
    what now
    what happens next
    send it
  `),
  why: said(`
    why
    Why?
    why do they ask
    why do they ask?
    why do they ask this
    why do you need that
    why do you need to know
    why are you asking
    whats the point
    what's the point of this
    what is this for
    why does it matter
    why are they asking me this
    what has this got to do with us
    why do we have to do this
    but why
  `),
  example: said(`
    example
    an example please
    give me an example
    can you give me an example
    can I have an example
    for example?
    what's a good answer
    what is a good answer?
    what does good look like
    What does good look like?
    what should I write
    what do I put
    what do other homes say
    what are they looking for
    whats an example of this
    what would a good answer be
    exampel
  `),
  need: said(`
    what do I need for this
    what do I need for this?
    what do I need
    what do we need
    what will I need
    what evidence do I need
    what do I need to hand
    where do I find this
    who would know
  `),
  skip: said(`
    keep it
    leave it as it is
    skip
    Skip.
    skip this
    skip this one please
    can I skip this
    can we skip this one
    please can I skip this question
    could I skip it for now
    I'd like to skip this one
    skip for now
    next
    next one
    next question please
    move on
    pass
    later
    maybe later
    do this later
    I'll do this later
    ask me later
    come back to this one
    come back to this
    I'll come back to it
    can we come back to this one
    can we come back to this later
    leave it for now
    dont know, skip it
    go to next question
    I need to come back to this
    come back to this one when I know more
    not now
    skpi
    skp it
    nxet
  `).filter((text) => text !== 'skp it'),
  back: said(`
    back
    go back
    Go back!
    can I go back
    can I go back please
    could I go back one
    go back a question
    go back to the last one
    previous
    previous one
    the previous question
    can I go back a step
    I want to go back to the last question
    last question
    prev
    back please
    bakc
    previuos
  `),
  status: said(`
    status
    Status?
    where was I
    where was I?
    where were we
    where are we up to
    how much is left
    how much is left?
    how much more
    how many left
    how many questions are left
    how far are we
    how far have I got
    how am I doing
    how long left
    how long will this take
    progress
    show me my progress
    can I see my progress
    what's left
    what's left to do
    what's next?
    are we nearly there yet
    where did we get up to
    how many questions do I have left
    how long have I got
    let me see where I am
    have we passed
    satus
    stauts
    porgress
  `),
  undo: said(`
    undo
    Undo!
    undo that
    can you undo that
    please undo that
    oops
    oops wrong one
    oops, wrong one
    wrong answer
    that was wrong
    that's wrong
    I made a mistake
    I pressed the wrong button
    I made a mistake can you undo it
    oops I didn't mean that
    that last answer was wrong
    take that back
    delete that
    I didn't mean that
    udno
    unod
  `),
  stop: said(`
    stop
    Stop now
    stop for today
    can we stop
    can we stop there
    I want to stop
    got to go
    I have to go
    I've got to go
    sorry I have to go
    sorry, got to go
    gotta go now
    bye
    Bye!
    bye bye
    goodbye
    see you later
    good night
    that's all for today
    thats all for now thanks
    that's enough for today
    save and exit
    save
    quit
    exit
    log out
    I'm done for today
    finish later
    I'll finish this later
    I'll come back tomorrow
    the bell is ringing
    resident calling
    going now, bye
    shift starting got to go
    thats me for today
    I'll finish this tomorrow
    I'll do the rest after lunch
    my break is over
    take a break
    sotp
    qiut
  `),
  returnCode: said(`
    return code
    Return code?
    my return code
    my return code please
    can I have my return code
    can I have a code
    give me my return code
    what's my code
    what is my return code?
    I lost my code
    I've forgotten my return code
    new code
    how do I come back
    how do I get back in
    how can I carry on later
    I need a code to come back
    how do I get back to this tomorrow
    whats my return code again
  `),
  person: said(`
    can I talk to someone
    Can I talk to someone?
    can I speak to someone please
    talk to someone
    talk to a human
    speak to a person
    speak to a real person
    I want to talk to a person
    I'd like to speak to someone
    I need help from a person
    I need to speak to someone
    could I talk to a human please
    is there someone I can talk to
    is there a phone number
    who can I call
    can someone help me
    human
    helpline
    is there anyone I can ring?
    can I phone someone
    get me a human
    contact support
  `),
  greeting: said(`
    hi
    Hi!
    hello
    Hello there
    hiya
    hey
    good morning
    Good afternoon
    morning
    I'm back
    helo
    hello 👋
  `),
  thanks: said(`
    thanks
    Thanks!
    thank you
    thank you very much
    thanks a lot
    ok thanks
    cheers
    ta
    thx
    that's helpful
    great, thanks
    thnaks
  `),
  startAgain: said(`
    start again
    can I start again
    I want to start again
    start over
    restart
    start from the beginning
    reset
    new assessment
    do this for another service
  `),
  summary: said(`
    summary
    show my answers
    can I see my answers
    show me my answers please
    show all my answers
    what have I said so far
    check my answers
    read back my answers
    my answers
    print
    summry
  `),
  optional: said(`
    see the extra questions
    show me the extra questions
    optional
    optional questions
    the optional ones
    show me the optional questions
    do the optional ones
    can I do the optional questions
    are there any optional questions
  `),
  cancelCodes: said(`
    cancel codes
    cancel my codes
    cancel my return code
    cancel all my return codes
    please cancel my code
    can you cancel my codes
    someone else has my code
    change my code
  `),
  approachingFirst: said(`
    approaching first
    approaching only
    just approaching standards
    we only want approaching standards
    can we do approaching first
    I only want to do Approaching Standards
  `),
  carryOn: said(`
    go on with the questions
    go through what is left
    carry on with the rest
    carry on
    continue
    Continue please
    go on
    keep going
    I'm ready
    ready
    let's go
    lets start
    start
    carry on where I left off
    can we carry on
    contineu
  `),
};

describe('what is asked for', () => {
  for (const [type, texts] of Object.entries(plain)) {
    it.each(texts.map((text) => [text]))(`${type}: %s`, (text) => {
      expect(understandIntent(text)).toEqual({ type });
    });
  }
});

const change = (question?: string): Intent => ({ type: 'change', ...(question && { question }) });
const explain = (term: string): Intent => ({ type: 'explain', term });
const redeem = (code: string): Intent => ({ type: 'redeem', code });

const withMore: readonly (readonly [string, Intent])[] = [
  ['change 3.2.1', change('3.2.1')],
  ['Change 3.2.1.', change('3.2.1')],
  ['change question 3.2.1 please', change('3.2.1')],
  ['can you change 3.2.1', change('3.2.1')],
  ['I want to change 3.2.1', change('3.2.1')],
  ['change my answer to 3.2.1', change('3.2.1')],
  ['change the answer for question 3.2.1', change('3.2.1')],
  ['change q 3.2.1', change('3.2.1')],
  ['change 10.1.2', change('10.1.2')],
  ['change 1.3.11', change('1.3.11')],
  ['change 3 2 1', change('3.2.1')],
  ['change 3.1.1.date', change('3.1.1.date')],
  ['edit 3.2.1', change('3.2.1')],
  ['amend 3.2.1', change('3.2.1')],
  ['redo 3.2.1', change('3.2.1')],
  ['go to 3.2.1', change('3.2.1')],
  ['go back to 3.2.1', change('3.2.1')],
  ['go to question 3.2.1', change('3.2.1')],
  ['take me to 3.2.1', change('3.2.1')],
  ['show me question 3.2.1', change('3.2.1')],
  ['answer 3.2.1', change('3.2.1')],
  ['question 3.2.1', change('3.2.1')],
  ['3.2.1', change('3.2.1')],
  ['3.2.1 please', change('3.2.1')],
  ['10.1.2', change('10.1.2')],
  ['change 9.9.9', change('9.9.9')],
  ['change 1.1.2 to no', change('1.1.2')],
  ['the service name is wrong', change('setup.name')],
  ['change', change()],
  ['change my answer', change()],
  ['change an answer', change()],
  ['I want to change my answer', change()],
  ['can I change something', change()],
  ['change the last answer', change()],
  ['edit', change()],
  ['change the service name', change('setup.name')],
  ['change service name', change('setup.name')],
  ['change our name', change('setup.name')],
  ['change the name of the service', change('setup.name')],
  ['can I change the name', change('setup.name')],
  ['change the service type', change('setup.serviceType')],
  ['change service type', change('setup.serviceType')],
  ['change type of service', change('setup.serviceType')],
  ['change the ods code', change('setup.odsCode')],
  ['change set-up', change('setup')],
  ['change setup', change('setup')],
  ['change the set up answers', change('setup')],
  ['go back to set-up', change('setup')],
  ['change our details', change('setup')],
  ['what is encryption', explain('encryption')],
  ['What is encryption?', explain('encryption')],
  ["what's encryption", explain('encryption')],
  ['what is encripshun', explain('encripshun')],
  ['whats a dpia', explain('dpia')],
  ['what is a DPIA?', explain('DPIA')],
  ['what are records', explain('records')],
  ['what is the ICO', explain('ICO')],
  ['who is the ICO', explain('ICO')],
  ['what does MFA mean', explain('MFA')],
  ['what does MFA stand for?', explain('MFA')],
  ['what does MFA mean please', explain('MFA')],
  ['what do they mean records', explain('records')],
  ['what do they mean by records', explain('records')],
  ['what do you mean by information asset register', explain('information asset register')],
  ['what is meant by data controller', explain('data controller')],
  ['explain firewall', explain('firewall')],
  ['can you explain firewall', explain('firewall')],
  ['please explain what a firewall is', explain('firewall')],
  ['explain the word encryption', explain('encryption')],
  ['define phishing', explain('phishing')],
  ['meaning of DPIA', explain('DPIA')],
  ['encryption meaning', explain('encryption')],
  ['tell me about backups', explain('backups')],
  ['encryption?', explain('encryption')],
  ['a DPIA?', explain('DPIA')],
  ['data controller??', explain('data controller')],
  ['two-factor?', explain('two-factor')],
  ['2FA?', explain('2FA')],
  ['wot is mfa', explain('mfa')],
  ['sorry, what is a SIRO?', explain('SIRO')],
  ["I don't know what a DPIA is", explain('DPIA')],
  ["don't know what encryption means", explain('encryption')],
  ['not sure what a firewall is', explain('firewall')],
  ['never heard of ransomware', explain('ransomware')],
  ['what is our ODS code', explain('ODS code')],
  ['return code maple heron quilt lantern oak', redeem('maple heron quilt lantern oak')],
  ['Return code: Maple-Heron-Quilt-Lantern-Oak', redeem('maple heron quilt lantern oak')],
  ['my return code is maple heron quilt lantern oak', redeem('maple heron quilt lantern oak')],
  ['my code is maple heron quilt lantern oak', redeem('maple heron quilt lantern oak')],
  ['use return code maple heron quilt lantern oak', redeem('maple heron quilt lantern oak')],
  ['return code mapleheronquiltlanternoak', redeem('mapleheronquiltlanternoak')],
  // A slip or a missing word has to be told to the person, so it is tried as a code.
  ['return code maple heron quilt lantern', redeem('maple heron quilt lantern')],
  ['return code mapel heron quilt lantern oak', redeem('mapel heron quilt lantern oak')],
];

describe('what is asked for, with more', () => {
  it.each(withMore)('%s', (text, expected) => {
    expect(understandIntent(text)).toEqual(expected);
  });
});

const emergencies: Readonly<Record<EmergencyKind, readonly string[]>> = {
  hacked: said(`
    somebody got our password
    someone has stolen my login
    there is ransomware on the screen
    computer says pay bitcoin
    the screen says our files are encrypted
    whatsapp hacked
    our whatsapp group has been hacked
    we've been hacked
    We have been hacked!
    weve been hacked
    help we have been hacked
    HELP!! we've been hacked what do I do
    I think we've been hacked
    I've been hacked
    we got hacked last night
    someone has hacked us
    someone hacked our email
    our email has been hacked
    our emails been hacked
    my work email has been hacked
    the computers have been hacked
    hacked
    I think we got a virus
    we have got a virus
    we've got a virus on the computer
    there's a virus on my laptop
    we have ransomware
    we have had a cyber attack
    our files have been encrypted by ransomware
    someone clicked a phishing link
    someone clicked on a phishing link
    I clicked a dodgy link
    I've just clicked on a dodgy link in an email
    one of our carers opened a suspicious email
    a member of staff has clicked on a scam link
    we've had a data breach
    someone has got into our email
    I gave my password to a scammer
  `),
  lostDevice: said(`
    tablet gone missing
    lost my phone
    we lost a phone
    We've lost a phone
    lost a phone
    lost my phone
    I've lost my work phone
    I lost the work phone on the bus
    a carer has lost her phone
    one of our staff has lost a tablet
    a tablet's been stolen
    a tablet has been stolen
    our laptop has been stolen
    the office laptop was stolen last night
    someone stole our laptop
    someone has stolen a tablet from the office
    we had a laptop stolen
    I left my work phone on the bus
    a carer left a tablet in a taxi
    the memory stick is missing
    a usb stick has gone missing
    can't find the work phone
    phone stolen
    help I lost a work phone today
  `),
  lostPapers: said(`
    cant find mrs jones folder
    we cant find mr smith's care plan
    lost a care folder
    we lost a care plan
    we've lost some care notes
    I've lost a resident's file
    a care folder has gone missing
    the handover sheet is missing
    the care notes have been stolen
    someone stole a folder
    a carer left a care plan on the bus
    I left the notes in a taxi
    I can't find a resident's file
  `),
  wrongPerson: said(`
    someone looked at care notes who shouldnt
    a visitor read the care notes who should not have
    I sent an email to the wrong person
    I've sent an email to the wrong person
    we sent a letter to the wrong address
    someone emailed the care plan to the wrong family
    I emailed the wrong person
    I texted the wrong number
    I accidentally sent a care plan to the wrong family
    an email went to the wrong person
    a letter was sent to the wrong address
    email sent to the wrong person
    gave the care plan to the wrong family
    help I sent it to the wrong person
  `),
};

describe('a call for help', () => {
  for (const [kind, texts] of Object.entries(emergencies)) {
    it.each(texts.map((text) => [text]))(`${kind}: %s`, (text) => {
      expect(understandIntent(text)).toEqual({ type: 'emergency', kind });
    });
  }
});

/** Answers, names and everything else that must reach the open question. */
const answers = said(`
  yes
  no
  not sure
  n/a
  maybe
  we do
  done
  47
  95%
  47 out of 52
  last Tuesday
  last week
  next week
  next month
  in March
  3 April 2026
  3.4.26
  03/04/2026
  manager
  the manager
  our deputy
  manager every friday
  our IT company
  in the office
  in the back office
  locked cupboard
  in a locked cupboard at the back
  on the laptop
  Rose Cottage
  The Stop Inn Care Home
  Help at Home Ltd
  Next Steps Care
  Next Step Support
  Thanks to Angels Care
  Home from Home
  Start Point
  Hope House
  We back up every night to the cloud
  We help staff get back to work and stop when needed
  we stop people at the door and ask who they are
  staff ask for help if they are stuck
  if we are stuck we ask for help
  they go back to the office and sign the folder in
  we go back over the list every year
  carers keep them in a zip bag in the boot and sign the book when they bring them back
  The manager checks the status of each laptop every month
  we undo access on the day they leave
  please see the policy in the office
  we show our answers to the owner each year
  The next review is due in May
  our return code of conduct is in the handbook
  the return code is kept in the safe
  return code not working
  the code to the door is changed when someone leaves
  we change the door code when someone leaves
  change the password every month
  change our passwords when staff leave
  we change the name on the account
  we lost a phone last year and reported it
  we lost a phone in 2024
  we lost a phone once, and wiped it
  we have never lost a phone
  we haven't lost any phones
  nobody has lost a phone
  what if we are hacked
  what if we lose a phone
  if we lost a phone we would call the IT company
  have you been hacked
  have we been hacked
  we would know if we had been hacked
  we were hacked in 2023 and told the ICO
  we have not been hacked
  we have malware protection
  we have virus protection on every computer
  staff know not to click phishing links
  staff are told to report a lost phone
  tell the manager if a phone is stolen
  someone clicked a phishing link in 2024, so we trained everyone again and changed all the passwords
  In our last exercise we said that someone had sent an email to the wrong person and talked through what to do
  lost or stolen devices are reported to the manager
  ransomware
  phishing
  data breach
  encryption
  password
  quilt
  held
  ship
  shop
  step
  bank
  text
  lost phone
  lost phones and laptops
  stolen laptop
  getting hacked
  being hacked
  the manager has the password
  someone in the office has the password
  oops I meant yes
  send them off
  send it off
  certificate
  sack
  water
  hack
  edit the list when something changes
  return it on Friday
  we will finish it next week
  the old records must go
  they have to go to the manager
  staff have to leave them at the door
  ring the IT company
  contact the manager
  phone the on call manager
  call the ICO
  talk to the team
  check the report
  check the list every year
  print the rota and put it on the wall
  go back to the office
  we start again each April
  how we do it is written in the handbook
  someone from the office rings them
  someone to check it each month
  nobody can see what we said
  the code is changed each month
  the door code
  I put the wrong number
  maple heron quilt lantern oak
  yes?
  no?
  47?
  March?
  last March?
  the manager?
  manager?
  is that ok?
  do we have to?
  can it wait until the manager is back?
  what is needed is a lock on the door and we have one
  what is written in the folder stays in the folder and goes back to the office every night
  who is on shift signs the book
  a b c
  🙂
  ...
`);

describe('an answer is no command', () => {
  it.each(answers.map((text) => [text]))('%s', (text) => {
    expect(understandIntent(text)).toBeUndefined();
  });

  it('nor is a command inside a long text', () => {
    for (const command of ['help', 'back', 'stop', 'undo', 'what is encryption', "we've been hacked", 'change 3.2.1']) {
      expect(
        understandIntent(`We keep the folder in the office and ${command} when somebody new starts with us.`),
      ).toBeUndefined();
      expect(understandIntent(`${command} ${'and we keep the folder in the office '.repeat(4)}`)).toBeUndefined();
    }
  });
});

describe('one slip in a command', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  it('is forgiven from four letters on, never below', () => {
    for (const [word, type] of [
      ['status', 'status'],
      ['summary', 'summary'],
      ['progress', 'status'],
      ['optional', 'optional'],
    ] as const) {
      for (let at = 1; at < word.length; at += 1) {
        const swapped = word.slice(0, at - 1) + word[at] + word[at - 1] + word.slice(at + 1);
        expect([swapped, understandIntent(swapped)]).toEqual([swapped, { type }]);
      }
    }
    for (const short of ['why', 'bye', 'hi', 'hey', 'ta']) {
      for (const letter of letters) {
        const other = letter + short.slice(1);
        if (!['why', 'bye', 'hi', 'hey', 'ta', 'yo', 'eh'].includes(other))
          expect([other, understandIntent(other)]).toEqual([other, undefined]);
      }
    }
  });
});
