import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { intentByPhrase } from '../../../core/understand/intentPhrases.ts';
import { type PeopleTalk, peopleTalkIn, waitingTalkIn } from '../../../core/understand/peopleTalk.ts';
import { answers } from './peopleAnswers.ts';

/** A Saturday. */
const today = '2026-11-21';

type Table<T extends PeopleTalk['type']> = readonly (readonly [string, PeopleTalk & { readonly type: T }])[];

const ways: { readonly [T in PeopleTalk['type']]: Table<T> } = {
  people: [
    ['who is in', { type: 'people' }],
    ["Who's in our team?", { type: 'people' }],
    ['our team', { type: 'people' }],
    ['show me the people', { type: 'people' }],
    ['whos in', { type: 'people' }],
    ['who else is on here', { type: 'people' }],
    ['who is on our team please', { type: 'people' }],
    ['can i see who is in our team', { type: 'people' }],
    ['show team', { type: 'people' }],
    ['list members', { type: 'people' }],
    ['Who else is using this?', { type: 'people' }],
    ['can we see the people', { type: 'people' }],
    ['manage people', { type: 'people' }],
    ['what happened to Dawn', { type: 'people' }],
    ['whats happened to sam?', { type: 'people' }],
    ['has Sam left?', { type: 'people' }],
  ],
  invite: [
    ['invite sam', { type: 'invite', name: 'sam' }],
    ['Invite Jo Smith as a contributor', { type: 'invite', name: 'Jo Smith', role: 'contributor' }],
    [
      'invite jo@rosecottage.example as a contributor',
      { type: 'invite', email: 'jo@rosecottage.example', role: 'contributor' },
    ],
    ['invite jo jo@rosecottage.example', { type: 'invite', name: 'jo', email: 'jo@rosecottage.example' }],
    [
      'invite Jo (jo@rosecottage.example) as a reviewer',
      { type: 'invite', name: 'Jo', email: 'jo@rosecottage.example', role: 'reviewer' },
    ],
    ['can you invite my deputy please', { type: 'invite', role: 'contributor' }],
    ['pls add mrs patel as read only', { type: 'invite', name: 'mrs patel', role: 'viewer' }],
    ['invite a carer', { type: 'invite', role: 'contributor' }],
    ['add another manager', { type: 'invite', role: 'manager' }],
    ['invite someone', { type: 'invite' }],
    ['invite sam so they can check', { type: 'invite', name: 'sam', role: 'reviewer' }],
    ["invite Anne-Marie O'Neil to just look", { type: 'invite', name: "Anne-Marie O'Neil", role: 'viewer' }],
    ['add jo to the team', { type: 'invite', name: 'jo' }],
    ['send jo an invite', { type: 'invite', name: 'jo' }],
    ['invte jo', { type: 'invite', name: 'jo' }],
    ['can i invite my colleague', { type: 'invite' }],
    ['how do i invite someone', { type: 'invite' }],
    ['how do I add another person', { type: 'invite' }],
    ["I'd like to invite Priya Patel as a manager", { type: 'invite', name: 'Priya Patel', role: 'manager' }],
    [
      'invite priya@hillview.example to check our answers',
      { type: 'invite', email: 'priya@hillview.example', role: 'reviewer' },
    ],
    ['invite our adviser', { type: 'invite', role: 'supporter' }],
    ['invite our IT company', { type: 'invite', name: 'our IT company' }],
    ["invite mrs o'brien", { type: 'invite', name: "mrs o'brien" }],
    ['add Priya as a contributor', { type: 'invite', name: 'Priya', role: 'contributor' }],
    ['add a new person', { type: 'invite' }],
    ['can you add sam to our team', { type: 'invite', name: 'sam' }],
    ['add jo, as a viewer', { type: 'invite', name: 'jo', role: 'viewer' }],
    ['send an invite to Blessing', { type: 'invite', name: 'Blessing' }],
    ['send invitation to jo@x.example', { type: 'invite', email: 'jo@x.example' }],
    ['i need an invite link', { type: 'invite' }],
    ['invite jo as boss', { type: 'invite', name: 'jo', role: 'manager' }],
    ['invite jo as a helper', { type: 'invite', name: 'jo', role: 'contributor' }],
    ['invite my boss as manager', { type: 'invite', name: 'my boss', role: 'manager' }],
    ['I want my deputy Sam to help', { type: 'invite', name: 'Sam' }],
    ['my deputy Sam wants to help me how do i add her', { type: 'invite', name: 'Sam' }],
    ['how do I add my colleague', { type: 'invite', role: 'contributor' }],
    ['can Sam help me', { type: 'invite', name: 'Sam' }],
    ['could jo help', { type: 'invite', name: 'jo' }],
    ['Sam wants to help', { type: 'invite', name: 'Sam' }],
    ['can my deputy help me with this', { type: 'invite' }],
  ],
  letIn: [
    ['let Sam in', { type: 'letIn', name: 'Sam' }],
    ['can you let Sam in please', { type: 'letIn', name: 'Sam' }],
    ['let sam join', { type: 'letIn', name: 'sam' }],
    ['approve Sam', { type: 'letIn', name: 'Sam' }],
    ['Sam can come in', { type: 'letIn', name: 'Sam' }],
  ],
  keepOut: [
    ['dont let sam in', { type: 'keepOut', name: 'sam' }],
    ['keep Sam out', { type: 'keepOut', name: 'Sam' }],
    ["don't let Sam in", { type: 'keepOut', name: 'Sam' }],
    ['refuse Sam', { type: 'keepOut', name: 'Sam' }],
  ],
  setRole: [
    ['make jo a manager', { type: 'setRole', name: 'jo', role: 'manager' }],
    ['make Sam read only', { type: 'setRole', name: 'Sam', role: 'viewer' }],
    ['change Sam to viewer', { type: 'setRole', name: 'Sam', role: 'viewer' }],
    ['make jo smith a reviewer pls', { type: 'setRole', name: 'jo smith', role: 'reviewer' }],
    ['sam can only look', { type: 'setRole', name: 'sam', role: 'viewer' }],
    ['change sams role to viewer', { type: 'setRole', name: 'sam', role: 'viewer' }],
    ['make Jo manager', { type: 'setRole', name: 'Jo', role: 'manager' }],
    ['make Jo the registered manager', { type: 'setRole', name: 'Jo', role: 'manager' }],
    ['make mrs patel a manager please', { type: 'setRole', name: 'mrs patel', role: 'manager' }],
    ['change jo to read only', { type: 'setRole', name: 'jo', role: 'viewer' }],
    ['let Jo just look', { type: 'setRole', name: 'Jo', role: 'viewer' }],
    ['let sam answer questions', { type: 'setRole', name: 'sam', role: 'contributor' }],
    ['give Jo manager rights', { type: 'setRole', name: 'Jo', role: 'manager' }],
    ['promote Jo to manager', { type: 'setRole', name: 'Jo', role: 'manager' }],
    ['jo should be a viewer', { type: 'setRole', name: 'jo', role: 'viewer' }],
    ['Set Jo as reviewer', { type: 'setRole', name: 'Jo', role: 'reviewer' }],
    ["change Jo's role to contributor", { type: 'setRole', name: 'Jo', role: 'contributor' }],
  ],
  remove: [
    ['remove Sam from the team', { type: 'remove', name: 'Sam' }],
    ['remove sam', { type: 'remove', name: 'sam' }],
    ['delete Sam', { type: 'remove', name: 'Sam' }],
    ['take sam off the team', { type: 'remove', name: 'sam' }],
    ['take Sam out of our team', { type: 'remove', name: 'Sam' }],
    ['can you remove Sam please', { type: 'remove', name: 'Sam' }],
    ['get rid of Sam', { type: 'remove', name: 'Sam' }],
    ["remove sam's access", { type: 'remove', name: 'sam' }],
  ],
  handOver: [
    ["Sam's leaving", { type: 'handOver', from: 'Sam' }],
    ["Sam's left", { type: 'handOver', from: 'Sam' }],
    ['Sam has left', { type: 'handOver', from: 'Sam' }],
    ['sam has left', { type: 'handOver', from: 'sam' }],
    ['sam has left, jo takes over', { type: 'handOver', from: 'sam', to: 'jo' }],
    ['Sam has left and Jo takes over from her', { type: 'handOver', from: 'Sam', to: 'Jo' }],
    ['Sam left. Jo is taking over', { type: 'handOver', from: 'Sam', to: 'Jo' }],
    ["i'm leaving, jo takes over", { type: 'handOver', to: 'jo' }],
    ['hand over to jo', { type: 'handOver', to: 'jo' }],
    ['hand everything over to Jo Smith', { type: 'handOver', to: 'Jo Smith' }],
    ['hand sams questions to jo', { type: 'handOver', from: 'sam', to: 'jo' }],
    ['replace Sam with Jo', { type: 'handOver', from: 'Sam', to: 'Jo' }],
    ['someone has left the team', { type: 'handOver' }],
    ["Sam doesn't work here anymore", { type: 'handOver', from: 'Sam' }],
    ['Sam no longer works here', { type: 'handOver', from: 'Sam' }],
    ['sam is leaving on friday', { type: 'handOver', from: 'sam' }],
    ['Sam left, Jo takes over', { type: 'handOver', from: 'Sam', to: 'Jo' }],
    ['Priya has left, jo is taking over', { type: 'handOver', from: 'Priya', to: 'jo' }],
    ['Jo takes over from Sam', { type: 'handOver', from: 'Sam', to: 'Jo' }],
    ['Jo is taking over from Sam.', { type: 'handOver', from: 'Sam', to: 'Jo' }],
    ['sam has gone, jo takes over', { type: 'handOver', from: 'sam', to: 'jo' }],
    ['hand over from Sam to Jo', { type: 'handOver', from: 'Sam', to: 'Jo' }],
    ["give all of sam's questions to jo", { type: 'handOver', from: 'sam', to: 'jo' }],
    ['move sams questions to jo', { type: 'handOver', from: 'sam', to: 'jo' }],
    ['I am leaving, please hand everything to Jo', { type: 'handOver', to: 'Jo' }],
    ["i'm leaving the service", { type: 'handOver' }],
    ['start a handover', { type: 'handOver' }],
    ['do a hand over', { type: 'handOver' }],
    ['I leave, Sam takes over', { type: 'handOver', to: 'Sam' }],
    ['I am leaving, Sam takes over', { type: 'handOver', to: 'Sam' }],
    ['I am retiring and Jo will take over', { type: 'handOver', to: 'Jo' }],
  ],
  forgetName: [
    ['forget my name', { type: 'forgetName' }],
    ["forget Sam's name", { type: 'forgetName', name: 'Sam' }],
    ['delete my name', { type: 'forgetName' }],
    ['forget Sam', { type: 'forgetName', name: 'Sam' }],
    ['please forget my name', { type: 'forgetName' }],
    ["don't store my name", { type: 'forgetName' }],
    ['erase my name', { type: 'forgetName' }],
  ],
  callMe: [
    ['call me jo', { type: 'callMe', name: 'jo' }],
    ['I am Jo', { type: 'callMe', name: 'Jo' }],
    ['im jo', { type: 'callMe', name: 'jo' }],
    ['my name is mary-jane watson', { type: 'callMe', name: 'mary-jane watson' }],
    ['jo here', { type: 'callMe', name: 'jo' }],
    ['you can call me Jo', { type: 'callMe', name: 'Jo' }],
    ['Call me Mrs Patel', { type: 'callMe', name: 'Mrs Patel' }],
    ['My names Jo', { type: 'callMe', name: 'Jo' }],
    ['my name is Jo.', { type: 'callMe', name: 'Jo' }],
    ["I'm Priya", { type: 'callMe', name: 'Priya' }],
    ["I'm Priya Patel", { type: 'callMe', name: 'Priya Patel' }],
    ['hi im jo', { type: 'callMe', name: 'jo' }],
    ['hello, I am Jo', { type: 'callMe', name: 'Jo' }],
    ['hi this is jo here', { type: 'callMe', name: 'jo' }],
  ],
  link: [
    ['link teams', { type: 'link' }],
    ['link my teams account', { type: 'link' }],
    ['give me a link code', { type: 'link' }],
    ['i want to use teams too', { type: 'link' }],
    ['link my phone', { type: 'link' }],
    ['link this to teams', { type: 'link' }],
    ['connect teams and the web', { type: 'link' }],
    ['how do i link teams', { type: 'link' }],
    ['can i use this in teams', { type: 'link' }],
    ['link accounts', { type: 'link' }],
    ['I want to use my phone too', { type: 'link' }],
    ['can I use this on my phone as well', { type: 'link' }],
    ['how do i use this on my computer too', { type: 'link' }],
  ],
  handOn: [
    ['give this to sam', { type: 'handOn', to: 'sam' }],
    ['Give this to Mrs Patel', { type: 'handOn', to: 'Mrs Patel' }],
    ['not me ask jo', { type: 'handOn', to: 'jo' }],
    ['not me, ask the IT firm', { type: 'handOn', to: 'the IT firm' }],
    ['give this to Bright IT', { type: 'handOn', to: 'Bright IT' }],
    ['give 7.3.1 to Smith & Sons Ltd', { type: 'handOn', question: '7.3.1', to: 'Smith & Sons Ltd' }],
    ['pass this to acme computers ltd', { type: 'handOn', to: 'acme computers ltd' }],
    ['not me, give it to Jo from head office', { type: 'handOn', to: 'Jo from head office' }],
    ['ask the IT firm', { type: 'handOn', to: 'the IT firm' }],
    ['ask our IT company', { type: 'handOn', to: 'our IT company' }],
    ['ask jo', { type: 'handOn', to: 'jo' }],
    ['ask Sam', { type: 'handOn', to: 'Sam' }],
    ['assign 3.2.1 to sam', { type: 'handOn', question: '3.2.1', to: 'sam' }],
    ['pass question 3.2.1 to our IT company pls', { type: 'handOn', question: '3.2.1', to: 'our IT company' }],
    ['3.2.1 to sam', { type: 'handOn', question: '3.2.1', to: 'sam' }],
    ['can you ask sam to answer 3.2.1', { type: 'handOn', question: '3.2.1', to: 'sam' }],
    ['give sam 3.2.1', { type: 'handOn', question: '3.2.1', to: 'sam' }],
    ['hand this on', { type: 'handOn' }],
    ['give it to someone else', { type: 'handOn' }],
    ['not me', { type: 'handOn' }],
    ['this is one for the IT people', { type: 'handOn', to: 'the IT people' }],
    ['jo would know', { type: 'handOn', to: 'jo' }],
    ['can jo do this', { type: 'handOn', to: 'jo' }],
    ['give it to Jo', { type: 'handOn', to: 'Jo' }],
    ['give this to the manager', { type: 'handOn', to: 'the manager' }],
    ['pls give this 2 sam', { type: 'handOn', to: 'sam' }],
    ['give this one to jo', { type: 'handOn', to: 'jo' }],
    ['Give this question to Jo Smith please', { type: 'handOn', to: 'Jo Smith' }],
    ['can you give this to my manager', { type: 'handOn', to: 'my manager' }],
    ['send this to the IT company', { type: 'handOn', to: 'the IT company' }],
    ['pass this on to our IT guy', { type: 'handOn', to: 'our IT guy' }],
    ['hand this to Jo', { type: 'handOn', to: 'Jo' }],
    ['forward this to head office', { type: 'handOn', to: 'head office' }],
    ['this is for jo', { type: 'handOn', to: 'jo' }],
    ["this one's for the it firm", { type: 'handOn', to: 'the it firm' }],
    ['thats one for jo', { type: 'handOn', to: 'jo' }],
    ['i dont know ask jo', { type: 'handOn', to: 'jo' }],
    ['dont know, ask the it company', { type: 'handOn', to: 'the it company' }],
    ['no idea try our IT people', { type: 'handOn', to: 'our IT people' }],
    ['not my job, ask Jo', { type: 'handOn', to: 'Jo' }],
    ['not me - ask Jo', { type: 'handOn', to: 'Jo' }],
    ['not me, give it to Sam', { type: 'handOn', to: 'Sam' }],
    ['not me its jo', { type: 'handOn', to: 'jo' }],
    ['not my area ask the IT firm', { type: 'handOn', to: 'the IT firm' }],
    ['wrong person, ask Sam', { type: 'handOn', to: 'Sam' }],
    ['let jo answer this', { type: 'handOn', to: 'jo' }],
    ['get jo to answer this', { type: 'handOn', to: 'jo' }],
    ['can sam answer this one', { type: 'handOn', to: 'sam' }],
    ['i want jo to answer this', { type: 'handOn', to: 'jo' }],
    ['Jo should answer this', { type: 'handOn', to: 'Jo' }],
    ['assign this to jo', { type: 'handOn', to: 'jo' }],
    ['assign question 3.2.1 to our IT firm', { type: 'handOn', question: '3.2.1', to: 'our IT firm' }],
    ['give 7.3.1 to the IT company', { type: 'handOn', question: '7.3.1', to: 'the IT company' }],
    ['send 7.3.1 to jo@it.example', { type: 'handOn', question: '7.3.1', to: 'jo@it.example' }],
    ['7.3.1 is for the IT firm', { type: 'handOn', question: '7.3.1', to: 'the IT firm' }],
    ['7.3.1 goes to jo', { type: 'handOn', question: '7.3.1', to: 'jo' }],
    ['ask jo about 7.3.1', { type: 'handOn', question: '7.3.1', to: 'jo' }],
    ['ask the IT firm about this', { type: 'handOn', to: 'the IT firm' }],
    ['ask the it firm to answer this', { type: 'handOn', to: 'the it firm' }],
    ['jo can answer 3.2.1', { type: 'handOn', question: '3.2.1', to: 'jo' }],
    ['give 3.2.1 to someone else', { type: 'handOn', question: '3.2.1' }],
    ['assign 3.2.1', { type: 'handOn', question: '3.2.1' }],
    ['hand on 3.2.1', { type: 'handOn', question: '3.2.1' }],
    ['delegate', { type: 'handOn' }],
    ['someone else should do this', { type: 'handOn' }],
    ['hand on', { type: 'handOn' }],
    ['give this to Kev at Bright IT', { type: 'handOn', to: 'Kev at Bright IT' }],
    ['give this to kev at the IT firm', { type: 'handOn', to: 'kev at the IT firm' }],
    ['give it to somebody else', { type: 'handOn' }],
    ['can someone else do this one', { type: 'handOn' }],
    ['could somebody else answer 3.2.1', { type: 'handOn', question: '3.2.1' }],
  ],
  handBack: [
    ['hand it back', { type: 'handBack' }],
    ["hand it back, i don't know the answer", { type: 'handBack', why: "i don't know the answer" }],
    ["hand 3.2.1 back because it's not my job", { type: 'handBack', question: '3.2.1', why: "it's not my job" }],
    ['hand back 3.2.1', { type: 'handBack', question: '3.2.1' }],
    ['hand this one back', { type: 'handBack' }],
    ['hand 3.2.1 back to sam', { type: 'handBack', question: '3.2.1' }],
    ['give this back', { type: 'handBack' }],
    ['hand it back sorry not my area', { type: 'handBack', why: 'sorry not my area' }],
  ],
  accept: [
    ['accept', { type: 'accept' }],
    ["i'll do 3.2.1", { type: 'accept', question: '3.2.1' }],
    ['leave it with me', { type: 'accept' }],
    ['yes i accept', { type: 'accept' }],
    ['ok I will take 3.2.1', { type: 'accept', question: '3.2.1' }],
    ["I'll answer this one", { type: 'accept' }],
    ['i can do this one', { type: 'accept' }],
  ],
  withdraw: [
    ['take 3.2.1 back from Sam', { type: 'withdraw', question: '3.2.1' }],
    ['withdraw 3.2.1', { type: 'withdraw', question: '3.2.1' }],
    ['take it back from sam', { type: 'withdraw' }],
    ['ill do this myself', { type: 'withdraw' }],
    ['take this back', { type: 'withdraw' }],
    ['can i have 3.2.1 back', { type: 'withdraw', question: '3.2.1' }],
    ["I'll answer 3.2.1 myself", { type: 'withdraw', question: '3.2.1' }],
    ['take back question 3.2.1 from Jo', { type: 'withdraw', question: '3.2.1' }],
    ['withdraw this question', { type: 'withdraw' }],
  ],
  handedOn: [
    ['what is waiting for me', { type: 'handedOn' }],
    ['whats waiting for me?', { type: 'handedOn' }],
    ['who has what', { type: 'handedOn' }],
    ['questions handed on', { type: 'handedOn' }],
    ["what's waiting", { type: 'handedOn' }],
    ['is anything waiting for me', { type: 'handedOn' }],
    ['anything for me?', { type: 'handedOn' }],
    ['what questions are waiting for me', { type: 'handedOn' }],
    ['who has which questions', { type: 'handedOn' }],
    ['who is answering 3.2.1', { type: 'handedOn' }],
    ['what have I handed on', { type: 'handedOn' }],
    ['what did i give to jo', { type: 'handedOn' }],
    ['has jo answered yet', { type: 'handedOn' }],
    ['what has jo got', { type: 'handedOn' }],
    ['my questions', { type: 'handedOn' }],
  ],
  letters: [
    ['letters for our suppliers', { type: 'letters' }],
    ['show letters', { type: 'letters' }],
    ['write a letter to the it company', { type: 'letters' }],
    ['letter to our IT firm', { type: 'letters' }],
    ['letters to suppliers', { type: 'letters' }],
    ['letters for our IT company', { type: 'letters' }],
    ['make the letters', { type: 'letters' }],
    ['write letters to our suppliers', { type: 'letters' }],
    ['draft an email for the IT company', { type: 'letters' }],
    ['what do I ask the IT company', { type: 'letters' }],
    ['questions for the IT firm', { type: 'letters' }],
    ['ask the IT firm about backups', { type: 'letters' }],
    ['can you ask our IT company about the passwords', { type: 'letters' }],
  ],
  reminders: [
    ['reminders', { type: 'reminders' }],
    ['my reminders', { type: 'reminders' }],
    ['reminder settings', { type: 'reminders' }],
    ['change my reminders', { type: 'reminders' }],
    ['what reminders have been sent', { type: 'reminders' }],
    ['remind me', { type: 'reminders' }],
    ['can i see my reminders', { type: 'reminders' }],
    ['when will you remind me', { type: 'reminders' }],
    ['how often will you remind me', { type: 'reminders' }],
    ['what have you sent', { type: 'reminders' }],
    ['who was reminded', { type: 'reminders' }],
    ['change how often you remind me', { type: 'reminders' }],
    ['no messages at the weekend', { type: 'reminders' }],
    ['quiet hours', { type: 'reminders' }],
    ['remind me in an hour', { type: 'reminders' }],
    ['remind me next month', { type: 'reminders' }],
    ['remind me on 12 june', { type: 'reminders' }],
    ['remind me every month', { type: 'reminders' }],
  ],
  remindMe: [
    ['remind me weekly', { type: 'remindMe', frequency: 'weekly' }],
    ['remind me every day', { type: 'remindMe', frequency: 'daily' }],
    ['only remind me when urgent', { type: 'remindMe', frequency: 'urgent' }],
    ['remind me only if urgent', { type: 'remindMe', frequency: 'urgent' }],
    ['stop reminders', { type: 'remindMe', frequency: 'never' }],
    ['stop reminding me', { type: 'remindMe', frequency: 'never' }],
    ['no more reminders', { type: 'remindMe', frequency: 'never' }],
    ['unsubscribe', { type: 'remindMe', frequency: 'never' }],
    ['stop nudging me', { type: 'remindMe', frequency: 'never' }],
    ['turn off reminders', { type: 'remindMe', frequency: 'never' }],
    ['dont remind me any more', { type: 'remindMe', frequency: 'never' }],
    ['start reminders again', { type: 'remindMe', frequency: 'weekly' }],
    ['turn reminders back on', { type: 'remindMe', frequency: 'weekly' }],
    ['i want reminders', { type: 'remindMe', frequency: 'weekly' }],
    ['i want weekly reminders', { type: 'remindMe', frequency: 'weekly' }],
    ['weekly reminders please', { type: 'remindMe', frequency: 'weekly' }],
    ['remind me every monday', { type: 'remindMe', frequency: 'weekly' }],
    ['remind me once a week', { type: 'remindMe', frequency: 'weekly' }],
    ['set reminders to daily', { type: 'remindMe', frequency: 'daily' }],
    ['change reminders to weekly', { type: 'remindMe', frequency: 'weekly' }],
    ['make reminders daily', { type: 'remindMe', frequency: 'daily' }],
    ['remind me only when it is urgent', { type: 'remindMe', frequency: 'urgent' }],
    ["only remind me if it's urgent", { type: 'remindMe', frequency: 'urgent' }],
    ['only urgent reminders', { type: 'remindMe', frequency: 'urgent' }],
    ['dont remind me unless its urgent', { type: 'remindMe', frequency: 'urgent' }],
    ['never remind me', { type: 'remindMe', frequency: 'never' }],
    ['remind me never', { type: 'remindMe', frequency: 'never' }],
    ['stop the reminders please', { type: 'remindMe', frequency: 'never' }],
    ['STOP REMINDERS', { type: 'remindMe', frequency: 'never' }],
    ['pls stop reminding me', { type: 'remindMe', frequency: 'never' }],
    ['stop sending me reminders', { type: 'remindMe', frequency: 'never' }],
    ['stop messaging me', { type: 'remindMe', frequency: 'never' }],
    ['stop texting me', { type: 'remindMe', frequency: 'never' }],
    ['no reminders please', { type: 'remindMe', frequency: 'never' }],
    ['i dont want reminders', { type: 'remindMe', frequency: 'never' }],
    ["i don't want any more messages", { type: 'remindMe', frequency: 'never' }],
    ['turn reminders off', { type: 'remindMe', frequency: 'never' }],
    ['reminders off', { type: 'remindMe', frequency: 'never' }],
    ['cancel my reminders', { type: 'remindMe', frequency: 'never' }],
    ['please stop nudging me!!', { type: 'remindMe', frequency: 'never' }],
    ['reminders on', { type: 'remindMe', frequency: 'weekly' }],
    ['start the reminders', { type: 'remindMe', frequency: 'weekly' }],
    ['start reminding me again', { type: 'remindMe', frequency: 'weekly' }],
    ['remind me again', { type: 'remindMe', frequency: 'weekly' }],
    ['turn on reminders', { type: 'remindMe', frequency: 'weekly' }],
    ['send me reminders', { type: 'remindMe', frequency: 'weekly' }],
    ['can i have reminders', { type: 'remindMe', frequency: 'weekly' }],
    ['resubscribe', { type: 'remindMe', frequency: 'weekly' }],
  ],
  quietHours: [
    ["don't message me after 8pm", { type: 'quietHours', hours: { from: '20:00', to: '08:00' } }],
    ['dont msg me after 8', { type: 'quietHours', hours: { from: '20:00', to: '08:00' } }],
    ['no messages between 8pm and 8am', { type: 'quietHours', hours: { from: '20:00', to: '08:00' } }],
    ['no messages between 8 and 8', { type: 'quietHours', hours: { from: '20:00', to: '08:00' } }],
    ['not before 9', { type: 'quietHours', hours: { from: '20:00', to: '09:00' } }],
    ['not before 9am', { type: 'quietHours', hours: { from: '20:00', to: '09:00' } }],
    ['quiet hours 9pm to 7am', { type: 'quietHours', hours: { from: '21:00', to: '07:00' } }],
    ['quiet hours off', { type: 'quietHours' }],
    ['only message me between 9 and 5', { type: 'quietHours', hours: { from: '17:00', to: '09:00' } }],
    ['no texts at night', { type: 'quietHours', hours: { from: '20:00', to: '08:00' } }],
    ['dont text me before half 8', { type: 'quietHours', hours: { from: '20:00', to: '08:30' } }],
    ['quiet after 20:00', { type: 'quietHours', hours: { from: '20:00', to: '08:00' } }],
    ['no reminders after 6 in the evening', { type: 'quietHours', hours: { from: '18:00', to: '08:00' } }],
    ['dont message me between 9 and 5', { type: 'quietHours', hours: { from: '09:00', to: '17:00' } }],
    ['do not message me before 8am', { type: 'quietHours', hours: { from: '20:00', to: '08:00' } }],
    ["don't send me anything after 9pm", { type: 'quietHours', hours: { from: '21:00', to: '08:00' } }],
    ['no messages before 9 or after 8', { type: 'quietHours', hours: { from: '20:00', to: '09:00' } }],
    ['not between 8pm and 8am', { type: 'quietHours', hours: { from: '20:00', to: '08:00' } }],
    ['not after 8pm', { type: 'quietHours', hours: { from: '20:00', to: '08:00' } }],
    ['quiet hours from 10pm until 6am', { type: 'quietHours', hours: { from: '22:00', to: '06:00' } }],
    ['quiet hours 22:00-07:00', { type: 'quietHours', hours: { from: '22:00', to: '07:00' } }],
    ['quiet hours 10 to 7', { type: 'quietHours', hours: { from: '22:00', to: '07:00' } }],
    ['set quiet hours 8pm to 8am', { type: 'quietHours', hours: { from: '20:00', to: '08:00' } }],
    ['only message me between 8am and 6pm', { type: 'quietHours', hours: { from: '18:00', to: '08:00' } }],
    ['only text me after 10', { type: 'quietHours', hours: { from: '20:00', to: '10:00' } }],
    ['no quiet hours', { type: 'quietHours' }],
    ['turn off quiet hours', { type: 'quietHours' }],
    ['message me any time', { type: 'quietHours' }],
    ['dont message me at night', { type: 'quietHours', hours: { from: '20:00', to: '08:00' } }],
    ["don't bother me at night", { type: 'quietHours', hours: { from: '20:00', to: '08:00' } }],
    ['quiet at night', { type: 'quietHours', hours: { from: '20:00', to: '08:00' } }],
    ["don't disturb me after nine", { type: 'quietHours', hours: { from: '21:00', to: '08:00' } }],
    ['no reminders between half past eight and seven', { type: 'quietHours', hours: { from: '20:30', to: '07:00' } }],
    ['not after 5', { type: 'quietHours', hours: { from: '17:00', to: '08:00' } }],
  ],
  snooze: [
    ['remind me tmrw', { type: 'snooze', until: 'tomorrow' }],
    ['remind me tomorrow', { type: 'snooze', until: 'tomorrow' }],
    ['snooze', { type: 'snooze', until: 'tomorrow' }],
    ['snooze til monday', { type: 'snooze', until: 'threeDays' }],
    ['snooze for 3 days', { type: 'snooze', until: 'threeDays' }],
    ['remind me in a few days', { type: 'snooze', until: 'threeDays' }],
    ['remind me next week', { type: 'snooze', until: 'nextWeek' }],
    ['remind me in a week', { type: 'snooze', until: 'nextWeek' }],
    ['snooze until next week', { type: 'snooze', until: 'nextWeek' }],
    ['ask me again in a week', { type: 'snooze', until: 'nextWeek' }],
    ['remind me on friday', { type: 'snooze', until: 'nextWeek' }],
    ['put it off until tomorrow', { type: 'snooze', until: 'tomorrow' }],
    ['remind me later', { type: 'snooze', until: 'tomorrow' }],
    ['nudge me thurs', { type: 'snooze', until: 'nextWeek' }],
    ['please can you remind me tomorow', { type: 'snooze', until: 'tomorrow' }],
    ['snooze it', { type: 'snooze', until: 'tomorrow' }],
    ['snooze this til tomorrow', { type: 'snooze', until: 'tomorrow' }],
    ['snooze 3 days', { type: 'snooze', until: 'threeDays' }],
    ['snooze for a week', { type: 'snooze', until: 'nextWeek' }],
    ['snooze until thursday', { type: 'snooze', until: 'nextWeek' }],
    ['remind me again tomorrow', { type: 'snooze', until: 'tomorrow' }],
    ['remind me in the morning', { type: 'snooze', until: 'tomorrow' }],
    ['remind me in 3 days', { type: 'snooze', until: 'threeDays' }],
    ['remind me in a couple of days', { type: 'snooze', until: 'threeDays' }],
    ['rmind me next week', { type: 'snooze', until: 'nextWeek' }],
    ['remind me nxt wk', { type: 'snooze', until: 'nextWeek' }],
    ['remind me after the weekend', { type: 'snooze', until: 'nextWeek' }],
    ['remind me monday', { type: 'snooze', until: 'threeDays' }],
    ['nudge me next week', { type: 'snooze', until: 'nextWeek' }],
    ['put this off till next week', { type: 'snooze', until: 'nextWeek' }],
    ['ask me tomorrow', { type: 'snooze', until: 'tomorrow' }],
    ['remind me 2moro', { type: 'snooze', until: 'tomorrow' }],
    ['remind me tmoz pls', { type: 'snooze', until: 'tomorrow' }],
    ['can you remind me on tuesday', { type: 'snooze', until: 'threeDays' }],
  ],
  email: [
    ['email me at jo@rosecottage.example', { type: 'email', address: 'jo@rosecottage.example' }],
    ['my email is jo@rosecottage.example', { type: 'email', address: 'jo@rosecottage.example' }],
    ['send my reminders to jo@rosecottage.example', { type: 'email', address: 'jo@rosecottage.example' }],
    ['my email is jo@rosecottage.example.', { type: 'email', address: 'jo@rosecottage.example' }],
    ['email me at jo@rosecottage.example please', { type: 'email', address: 'jo@rosecottage.example' }],
    ['use jo@rosecottage.example for reminders', { type: 'email', address: 'jo@rosecottage.example' }],
    ['change my email to jo@rosecottage.example', { type: 'email', address: 'jo@rosecottage.example' }],
    ['remind me by email at jo@rosecottage.example', { type: 'email', address: 'jo@rosecottage.example' }],
    ['email reminders to jo@rosecottage.example', { type: 'email', address: 'jo@rosecottage.example' }],
    ['email me at dawn@rosecottage', { type: 'email', address: 'dawn@rosecottage' }],
    ['email me', { type: 'email', address: '' }],
    ['email me reminders', { type: 'email', address: '' }],
    ['can you email me reminders', { type: 'email', address: '' }],
    ['email me instead', { type: 'email', address: '' }],
    ['can i have reminders by email', { type: 'email', address: '' }],
    ['remind me by email', { type: 'email', address: '' }],
    ['change my email', { type: 'email', address: '' }],
  ],
  noEmail: [
    ['stop emailing me', { type: 'noEmail' }],
    ['no more emails', { type: 'noEmail' }],
    ['dont email me', { type: 'noEmail' }],
    ['no more emails please', { type: 'noEmail' }],
    ['stop sending me emails', { type: 'noEmail' }],
    ["please don't email me", { type: 'noEmail' }],
    ['unsubscribe from emails', { type: 'noEmail' }],
    ['remove my email', { type: 'noEmail' }],
  ],
  calendar: [
    ['calendar', { type: 'calendar' }],
    ['add it to my calendar', { type: 'calendar' }],
    ['put the dates in my diary', { type: 'calendar' }],
    ['can i have a calendar link', { type: 'calendar' }],
    ['calendar feed', { type: 'calendar' }],
    ['put it in my outlook calendar', { type: 'calendar' }],
    ['add to calendar please', { type: 'calendar' }],
    ['ics file', { type: 'calendar' }],
  ],
  published: [
    ['we published it', { type: 'published' }],
    ['we have published', { type: 'published' }],
    ['i pressed publish on 12 june', { type: 'published', on: '2026-06-12' }],
    ['we published the toolkit yesterday', { type: 'published', on: '2026-11-20' }],
    ["it's published", { type: 'published' }],
    ['i published it on 12/11/2026', { type: 'published', on: '2026-11-12' }],
    ['the toolkit has been published', { type: 'published' }],
    ['we published on 3 May 2026', { type: 'published', on: '2026-05-03' }],
    ["We've published", { type: 'published' }],
    ['weve published it', { type: 'published' }],
    ['we have just published the toolkit', { type: 'published' }],
    ['I have published our toolkit today', { type: 'published', on: '2026-11-21' }],
    ['i submitted it yesterday', { type: 'published', on: '2026-11-20' }],
    ['published it', { type: 'published' }],
    ['just published', { type: 'published' }],
    ['we pressed publish this morning', { type: 'published', on: '2026-11-21' }],
    ['i pressed publish', { type: 'published' }],
    ['The toolkit was published on 3 June 2026', { type: 'published', on: '2026-06-03' }],
    ['dspt is published', { type: 'published' }],
    ['we published on friday', { type: 'published', on: '2026-11-20' }],
    ['we have published it on the official site', { type: 'published' }],
    ['we published in june', { type: 'published', on: '2026-06-01' }],
    ['we published it last week', { type: 'published', on: '2026-11-14' }],
    ['we published on 12th June 2026', { type: 'published', on: '2026-06-12' }],
  ],
  addService: [
    ['add a service', { type: 'addService' }],
    ['add another home', { type: 'addService' }],
    ['add our other home', { type: 'addService' }],
    ['add a second service', { type: 'addService' }],
    ['set up another home', { type: 'addService' }],
  ],
  services: [
    ['our services', { type: 'services' }],
    ['switch service', { type: 'services' }],
    ['show our services', { type: 'services' }],
    ['my services', { type: 'services' }],
    ['switch to the other home', { type: 'services' }],
    ['go to our other service', { type: 'services' }],
    ['which services do we have', { type: 'services' }],
    ['go to Ivy House', { type: 'services', name: 'Ivy House' }],
    ['switch to rose cottage', { type: 'services', name: 'rose cottage' }],
    ["go to St Mary's House", { type: 'services', name: "St Mary's House" }],
    ['can I go to Sunny Days', { type: 'services', name: 'Sunny Days' }],
    ['services', { type: 'services' }],
    ['my other home', { type: 'services' }],
    ['new service', { type: 'services' }],
    ['I have two homes', { type: 'services' }],
    ['i run 3 care homes', { type: 'services' }],
    ['how do i do both homes here', { type: 'services' }],
  ],
  takeAway: [
    ['take our data away', { type: 'takeAway' }],
    ['download everything', { type: 'takeAway' }],
    ['i want a copy of all our data', { type: 'takeAway' }],
    ['download all our data', { type: 'takeAway' }],
    ['give me all our data', { type: 'takeAway' }],
    ['export all our data', { type: 'takeAway' }],
    ['can i have a copy of everything', { type: 'takeAway' }],
    ['take everything away', { type: 'takeAway' }],
    ['i want to take our data away', { type: 'takeAway' }],
  ],
  deleteAll: [
    ['delete everything', { type: 'deleteAll' }],
    ['delete all our data', { type: 'deleteAll' }],
    ['close our account', { type: 'deleteAll' }],
    ['delete all of our data', { type: 'deleteAll' }],
    ['erase everything', { type: 'deleteAll' }],
    ['please delete all our data for good', { type: 'deleteAll' }],
    ['delete our organisation', { type: 'deleteAll' }],
    ['delete my account', { type: 'deleteAll' }],
  ],
  notices: [
    ['post notices here', { type: 'notices', isOn: true }],
    ['stop notices here', { type: 'notices', isOn: false }],
    ['notices off', { type: 'notices', isOn: false }],
    ['team notices here', { type: 'notices', isOn: true }],
    ['send updates here', { type: 'notices', isOn: true }],
    ['post team notices in this channel', { type: 'notices', isOn: true }],
    ['turn on notices', { type: 'notices', isOn: true }],
    ['no more notices', { type: 'notices', isOn: false }],
    ['stop posting here', { type: 'notices', isOn: false }],
    ["don't post here", { type: 'notices', isOn: false }],
    ['turn notices off', { type: 'notices', isOn: false }],
  ],
};

describe('what is asked for about people, questions handed on and reminders', () => {
  for (const [type, table] of Object.entries(ways)) {
    it.each(table.map(([text, talk]) => [text, talk] as const))(`${type}: %s`, (text, talk) => {
      expect(peopleTalkIn(text, today)).toEqual(talk);
    });
  }

  it('is the same with a kind word around it', () => {
    const changed = Object.values(ways)
      .flat()
      .filter(
        ([text, talk]) =>
          !(talk.type === 'handBack' && talk.why) &&
          !/[.!?]$|^(?:hi|hello|please|can|could|how|dont know)\b/i.test(text),
      )
      .flatMap(([text, talk]) => [`please ${text}`, `ok ${text}`, `${text} thanks`].map((said) => ({ said, talk })))
      .filter(({ said, talk }) => JSON.stringify(peopleTalkIn(said, today)) !== JSON.stringify(talk));
    expect(changed.map(({ said }) => said)).toEqual([]);
  });
});

describe('the day until which a reminder is put off', () => {
  it.each([
    // From a Saturday.
    ['2026-11-21', 'snooze til sunday', 'tomorrow'],
    ['2026-11-21', 'snooze til monday', 'threeDays'],
    ['2026-11-21', 'snooze til tuesday', 'threeDays'],
    ['2026-11-21', 'snooze til wednesday', 'nextWeek'],
    ['2026-11-21', 'snooze til saturday', 'nextWeek'],
    // From a Friday.
    ['2026-11-20', 'remind me on monday', 'threeDays'],
    ['2026-11-18', 'remind me on monday', 'nextWeek'],
    ['2026-11-18', 'remind me on thurs', 'tomorrow'],
    ['2026-11-21', 'remind me on 24 november', 'threeDays'],
    ['2026-11-21', 'remind me on 25/11/2026', 'nextWeek'],
    ['2026-12-31', 'remind me on 1 january', 'tomorrow'],
  ])('on %s, %s: the first choice that is not before it', (day, text, until) => {
    expect(peopleTalkIn(text, day)).toEqual({ type: 'snooze', until });
  });

  it.each(['remind me on 12 june', 'remind me in december', 'remind me next month', 'remind me in an hour'])(
    'with no choice for it, the settings: %s',
    (text) => {
      expect(peopleTalkIn(text, today)).toEqual({ type: 'reminders' });
    },
  );
});

describe('quiet hours', () => {
  it.each([
    ["don't message me after 8pm", '20:00', '08:00'],
    ["don't message me after 8", '20:00', '08:00'],
    ['not before 9', '20:00', '09:00'],
    ['not before noon', '20:00', '12:00'],
    ['not after half 7', '19:30', '08:00'],
    ['no messages between 8 and 8', '20:00', '08:00'],
    ['no messages between 10 and 6', '22:00', '06:00'],
    ['no messages between 8.30pm and 7:15am', '20:30', '07:15'],
    ['quiet hours 2200 to 0700', '22:00', '07:00'],
    ['quiet hours 22:00 - 07:00', '22:00', '07:00'],
    ['quiet from midnight to six', '00:00', '06:00'],
    ["don't text me between 1pm and 3", '13:00', '03:00'],
    ["don't text me between 9 and 5pm", '09:00', '17:00'],
    ["don't text me between 9 and 5", '09:00', '17:00'],
    ["don't text me between 7am and 3", '07:00', '15:00'],
    ['only message me between 9 and 5', '17:00', '09:00'],
    ['only message me between 9am and 8pm', '20:00', '09:00'],
    ['no texts after 9 at night', '21:00', '08:00'],
    ['no reminders after 11 oclock', '23:00', '08:00'],
  ])('%s', (text, from, to) => {
    expect(peopleTalkIn(text, today)).toEqual({ type: 'quietHours', hours: { from, to } });
  });

  it.each([
    'no messages after 25',
    'quiet hours 8pm to 8pm',
    'no messages after 8am',
    'not after 2023',
    'not before 9:75',
  ])('none: %s', (text) => {
    expect(peopleTalkIn(text, today)).toBeUndefined();
  });
});

describe('when it was published', () => {
  it.each([
    ['we published it', undefined],
    ['we published it on 12 june', '2026-06-12'],
    ['we published it on 12 december', '2025-12-12'],
    ['we published it on 12/06/2026', '2026-06-12'],
    ['we published on Friday, 3 July', '2026-07-03'],
    ['we published it in March', '2026-03-01'],
    ['we published it yesterday', '2026-11-20'],
    ['we published it 3 weeks ago', '2026-10-31'],
  ])('%s', (text, on) => {
    expect(peopleTalkIn(text, today)).toEqual({ type: 'published', ...(on && { on }) });
  });

  it.each([
    'we published it last year',
    'we published it in 2024',
    'we published it in June 2025',
    'we published it on 12 June 2025',
    'we published it on 31/02/2026',
    'we published it on 12 January 2027',
    'we published it in the newsletter in May',
    'we have published our privacy notice',
  ])('an answer: %s', (text) => {
    expect(peopleTalkIn(text, today)).toBeUndefined();
  });
});

describe('an answer is no request', () => {
  it.each(answers.map((text) => [text]))('%s', (text) => {
    const inOtherWays = [
      text,
      text.toUpperCase(),
      `${text.charAt(0).toUpperCase()}${text.slice(1)}.`,
      `yes, ${text}`,
      `no ${text}`,
      `well, ${text}`,
    ];
    expect(inOtherWays.filter((each) => peopleTalkIn(each, today))).toEqual([]);
  });

  it('nor is a request inside a longer one', () => {
    const inside = Object.values(ways)
      .flat()
      .flatMap(([text]) => [
        `We keep the folder in the office and ${text} when somebody new starts`,
        `${text} and then we write it in the book`,
      ]);
    expect(
      inside.filter((text) => peopleTalkIn(text, today)?.type !== 'handBack' && peopleTalkIn(text, today)),
    ).toEqual([]);
  });

  it('nor is a long text', () => {
    expect(peopleTalkIn(`remind me tomorrow${' '.repeat(200)}`, today)).toBeUndefined();
    expect(peopleTalkIn(`give this to ${'Jo'.repeat(31)}`, today)).toBeUndefined();
  });

  it('nor is any sentence of our own, whole or in part', () => {
    const strings = (value: unknown): readonly string[] =>
      typeof value === 'string'
        ? [value]
        : typeof value === 'object' && value !== null
          ? Object.values(value).flatMap(strings)
          : [];
    const folder = new URL('../../../content/locales/en-GB/', import.meta.url);
    const said = ['dspt-2025-26.json', 'glossary.json', 'emergency.json'].flatMap((name) =>
      strings(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))),
    );
    const parts = said.flatMap((text) => [text, ...text.split(/[.;:?!,]+\s*| and /)]);
    expect(parts.length).toBeGreaterThan(3000);
    expect(parts.filter((text) => peopleTalkIn(text, today))).toEqual([]);
  });
});

/** Where two would take the same words: what is about people is asked first and is nearer to what is meant. */
const rivals: ReadonlySet<string> = new Set(['add another service', 'new service']);

describe('what is understood already', () => {
  it('is no command', () => {
    const taken = [...intentByPhrase.keys()].filter((text) => peopleTalkIn(text, today));
    expect(taken.filter((text) => !rivals.has(text))).toEqual([]);
  });

  // Each table there holds whole utterances, of which every one means something else or nothing.
  it('stands in no table of the tests beside this one', () => {
    const folder = new URL('./', import.meta.url);
    const files = readdirSync(folder).filter(
      (name) => !name.startsWith('people') && !name.startsWith('faq') && name.endsWith('.test.ts'),
    );
    const said = files.flatMap((name) => saidIn(readFileSync(new URL(name, folder), 'utf8')));
    expect(said.length).toBeGreaterThan(3000);
    expect(said.filter((text) => peopleTalkIn(text, today))).toEqual([]);
  });

  it('is no question about the guide, but for those that can be granted now', () => {
    const entries = JSON.parse(
      readFileSync(new URL('../../../content/locales/en-GB/faq.json', import.meta.url), 'utf8'),
    ) as readonly { readonly id: string; readonly waysToSay: readonly string[] }[];
    const taken = entries.filter(({ waysToSay }) => waysToSay.some((text) => peopleTalkIn(text, today)));
    expect(taken.map(({ id }) => id).filter((id) => !['erase', 'someoneElse'].includes(id))).toEqual([]);
  });
});

/** The utterances in a file of tests: its quoted strings, and the lines of its lists. */
function saidIn(source: string): readonly string[] {
  const quoted = [...source.matchAll(/'((?:[^'\\\n]|\\.)+)'/g)].map(([, text = '']) => text.replaceAll("\\'", "'"));
  const listed = [...source.matchAll(/said\(`([^`]*)`/g)].flatMap(([, lines = '']) => lines.split('\n'));
  return [...quoted, ...listed].map((text) => text.trim()).filter(Boolean);
}

describe('names', () => {
  it.each([
    ['give this to jo', 'jo'],
    ['give this to Jo Smith', 'Jo Smith'],
    ['give this to mary-jane', 'mary-jane'],
    ["give this to Sinead O'Connor", "Sinead O'Connor"],
    ['give this to Mrs. Patel', 'Mrs Patel'],
    ['give this to Zoë', 'Zoë'],
    ['give this to Siân Llŷr Evans', 'Siân Llŷr Evans'],
    ['give this to Jo Cook', 'Jo Cook'],
    ['give this to the IT firm', 'the IT firm'],
    ["give this to the council's IT team", "the council's IT team"],
    ['give this to our care app company', 'our care app company'],
    ['give this to head office', 'head office'],
    ['give this to Jo from head office', 'Jo from head office'],
    ['give this to Jo in the office', 'Jo in the office'],
    ['give this to my deputy Sue', 'my deputy Sue'],
    ['give this to our registered manager', 'our registered manager'],
    ['give this to jo@it.example', 'jo@it.example'],
    ['GIVE THIS TO JO', 'JO'],
  ])('%s', (text, to) => {
    expect(peopleTalkIn(text, today)).toEqual({ type: 'handOn', to });
  });

  it.each([
    'give this to staff',
    'give this to the family',
    'give this to it',
    'GIVE THIS TO IT',
    'give this to Jo, Sam',
    'give this to jo and sam',
    'give this to 47',
    'give this to jo@',
    'give this to a',
    'give this to jo <script>alert(1)</script>',
    'give this to __proto__',
  ])('none: %s', (text) => {
    expect(peopleTalkIn(text, today)).toBeUndefined();
  });
});

describe('what is said about somebody who asked to come in', () => {
  it.each([
    ['let them in', { type: 'letIn' }],
    ['yes let her in', { type: 'letIn' }],
    ['yes, let him in please', { type: 'letIn' }],
    ['approve', { type: 'letIn' }],
    ['let sewa in', { type: 'letIn', name: 'sewa' }],
    ['i know Sam', { type: 'letIn', name: 'Sam' }],
    ['yes, Sam', { type: 'letIn', name: 'Sam' }],
    ["don't let them in", { type: 'keepOut' }],
    ['no not her', { type: 'keepOut' }],
    ['no, not Sam', { type: 'keepOut', name: 'Sam' }],
    ['not sam', { type: 'keepOut', name: 'sam' }],
    ["we don't know sam", { type: 'keepOut', name: 'sam' }],
    ['keep them out', { type: 'keepOut' }],
  ])('%s', (text, talk) => {
    expect(waitingTalkIn(text, today)).toEqual(talk);
  });

  it.each([
    'yes',
    'no',
    'not yet',
    'not sure',
    'yes we do',
    'no we do not',
    'not now',
    'maybe',
    'skip',
    'not me',
    'yes please',
    'no thanks',
    'who is that',
    '',
  ])('nothing: %s', (text) => {
    expect(waitingTalkIn(text, today)).toBeUndefined();
  });
});

describe('texts made to slow patterns down', () => {
  const pieces = [
    'a',
    'a ',
    'jo ',
    "jo's ",
    's ',
    'please ',
    'can you ',
    'the ',
    'my ',
    'give this to ',
    'ask ',
    'as a ',
    'to ',
    'and ',
    'has left ',
    'takes over ',
    '3.2.1 ',
    'remind me ',
    'reminders ',
    'any more ',
    'stop ',
    'the all ',
    'between 8 and ',
    '8',
    '8pm ',
    'until ',
    'in a week ',
    'a@b.',
    'jo@x.example ',
    'in june ',
    '1/',
    'letters to ',
    'delete ',
    'everything ',
    'because ',
    '(',
    '.',
    ', ',
    '- ',
    'only ',
    'é ',
    'ﬀ',
    '𝟙',
  ];
  const starts = [
    '',
    'give this to ',
    'invite ',
    'jo has left ',
    'stop ',
    'remind me ',
    'i have published it on ',
    "don't message me after ",
    'hand it back because ',
    'put ',
    'email me at ',
    'turn ',
  ];
  it.each(pieces.map((piece) => [piece]))('%j, over and over', (piece) => {
    for (const start of starts) {
      for (const end of ['', 'x', '!']) {
        const text = (start + piece.repeat(160)).slice(0, 160 - end.length) + end;
        peopleTalkIn(text, today);
        waitingTalkIn(text, today);
      }
    }
    expect(peopleTalkIn(piece.repeat(200), today)).toBeUndefined();
  });
});
