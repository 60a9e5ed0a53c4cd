import { describe, expect, it } from '@jest/globals';
import { type Sound, soundsLike } from '../../../core/understand/aside.ts';

const said = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

const sounds: Readonly<Record<Sound, readonly string[]>> = {
  question: said(`
    what does in charge mean
    does it have to be the manager
    can it be me
    please explain
    what counts as paper?
    what counts as paper
    is a diary a record
    do they mean the MAR chart?
    do they mean the mar chart
    will CQC see this
    can you give me some
    what
    what?
    ?
    who
    which one
    is that ok?
    can it wait until the manager is back?
    what if we dont have one
    what about agency staff
    does whatsapp count
    does the rota count
    am i allowed to say that
    what kind of thing
    how detailed should it be
    not sure what you mean
    is the manager ok
    like what
    ok but what does that mean
    where do i find it
    whats a record
    is it the manager
    tell me more
    give me an example
    would a locked drawer count
    is the boot of the car ok?
    staff or residents?
    do agency staff count
    huh?
  `),
  doubt: said(`
    maybe not applicable
    I think it dont apply
    i said i dont know
    i told you i dont know
    nobody told me
    no one told us
    never been told
    it depends
    depends on the carer
    it varies
    sometimes in a bag sometimes not
    sometimes
    probably locked in boot
    maybe the manager
    the manager maybe
    not sure but maybe Sue
    could be the deputy
    not sure
    i dont know
    i think so
    in theory
    do we encrypt laptops?? no idea
  `),
  chatter: said(`
    whatever
    lol
    ok
    asdf
    asdfgh jkl
    sdkjfhskdjf
    aaaa
    qwerty
    hmm
    hmmm
    😀
    👍👍
    ...
    nothing really
    haha
    test
    yeah whatever
    blah blah blah
    who cares
  `),
  answer: said(`
    Sue does that
    the owner has it
    in the boot in a zip bag
    Locked cabinet
    manager
    the manager?
    manager?
    in the office?
    locked cupboard?
    Paper: no. Computers: passwords
    3
    47
    we keep it in the office
    what we do is lock it in the drawer
    what happens is we lock it
    what is written in the folder stays in the folder and goes back
    who is on shift signs the book
    how we do it is written in the handbook
    when they leave we take their keys
    when staff leave we take keys
    where the manager can see it
    is locked in the office
    is kept in a locked cabinet
    are kept in a locked cabinet
    is the manager
    is our deputy Sue
    do the checks every month
    do it every month
    do not take them home
    does it every friday
    did the course last year
    can only be opened by the manager
    can see it on the system
    may be opened only by the manager
    should staff lose a phone they ring the office
    have a lock on the door
    will be locked away
    I think Sue does it
    the deputy or the manager
    sometimes the manager and sometimes the deputy
    What If? Training did it
    They ask the manager what to do
    ok the manager
    Will
    May
    Jane
    Knightsbridge
    MSP
    NHS
    CCTV
    https
    Test Valley Care
    Nice House
    ring me
    in my head
    Probably the most important thing is that staff lock the door and sign out each of the folders in the book before they leave
  `),
};

for (const [sound, texts] of Object.entries(sounds)) {
  describe(`sounds like ${sound}`, () => {
    it.each(texts.map((text) => [text]))('%s', (text) => {
      expect(soundsLike(text)).toBe(sound);
    });
  });
}
