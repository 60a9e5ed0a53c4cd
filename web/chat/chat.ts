/** The chat page: puts the parts together. */
import type { Activity } from '../directLine/activity.ts';
import { Client } from '../directLine/client.ts';
import type { FileDelivery } from '../directLine/fileBox.ts';
import { byId } from '../element.ts';
import { fill } from '../fill.ts';
import { forgetTab, tabStore } from '../tabStore.ts';
import { words } from '../words.ts';
import { prepareAttach } from './attach.ts';
import { Banner } from './banner.ts';
import { followCodeLinks, takeCode } from './codeLink.ts';
import { Composer } from './composer.ts';
import { ignoreDoubleTaps } from './doubleTap.ts';
import { prepareFinish } from './finish.ts';
import { Gate } from './gate.ts';
import { Host } from './host.ts';
import { Log } from './log.ts';
import { Menu } from './menu.ts';
import { showProgress } from './progress.ts';
import { Scroller } from './scroller.ts';
import { prepareSignIn } from './signIn.ts';
import { Suggestions } from './suggestions.ts';
import { Thinking } from './thinking.ts';
import { Unread } from './unread.ts';
import { followVisibleHeight } from './viewport.ts';

let code = takeCode();
const arrivedByCode = code !== undefined;
byId('no-script').remove(); // its sentence appears by itself where we do not get this far

const scroller = new Scroller();
const banner = new Banner();
const thinking = new Thinking();
const unread: Unread = new Unread((count) => host.tell({ dsptGuide: 'unread', count }));
const host = new Host({
  shown(isShown) {
    unread.looking = isShown;
    if (isShown) (gates.find(({ isOpen }) => isOpen) ?? composer).takeFocus();
  },
});
if (host.isThere) unread.looking = false;
// What somebody who was signed in left in this tab is theirs alone.
if (host.identity !== 'ask' && tabStore.visitor.get() !== undefined) forgetTab();

const client = new Client(
  {
    said: hear,
    delivery: (clientId, delivery) => {
      log.delivery(clientId, delivery);
      if (delivery === 'failed' || delivery === 'waiting') thinking.stop();
      if (delivery === 'sending') thinking.start();
    },
    sending: (activity) => log.addSending(activity),
    fileDelivery: followFiles,
    interrupted: (names) => banner.notice(fill(words.files.interrupted, { names: names.join(', ') })),
    link(link) {
      banner.link(link);
      if (link !== 'online') return thinking.stop();
      signIn.done();
      log.speakUp();
      if (code !== undefined) say({ text: `return code ${code}` }, words.followed.said);
      code = undefined;
    },
    ended() {
      banner.link('online'); // the line is up, and there is nothing else to say of it
      thinking.stop();
      suggestions.clear();
      composer.clear();
      tabStore.card.set(undefined);
      log.clear();
      ended.open();
    },
    leftOver: (text) => composer.offer(text),
    signInFailed(why) {
      banner.link('online'); // the line is up, and there is nothing else to say of it
      signIn.failed(why);
    },
  },
  host.identity === 'ask' ? () => host.askToken() : undefined,
);
const signIn = prepareSignIn({
  again: () => client.signInAgain(),
  without() {
    forgetTab();
    host.goWithout();
  },
  close: () => host.tell({ dsptGuide: 'close' }),
});

function say(message: { readonly text?: string; readonly value?: unknown }, button?: string): void {
  suggestions.clear();
  tabStore.card.set(undefined);
  client.say(message, button);
}

/** How files fare: seen on their bubble, and heard where they stop, end or are half way. */
function followFiles(clientId: string, delivery: FileDelivery): void {
  log.fileDelivery(clientId, delivery);
  if (delivery.is === 'sending' && delivery.share === 1) thinking.start();
  if (delivery.is === 'failed' || delivery.is === 'refused') thinking.stop();
  if (delivery.is === 'cancelled') composer.takeFocus();
  if (delivery.is !== 'sending') byId('status').textContent = words.files[delivery.is];
  else if (delivery.share >= 0.5 && delivery.share < 1) byId('status').textContent = words.files.half;
}

function sayByButton(text: string, title: string): void {
  say({ text }, title);
  composer.takeFocus();
}

const log = new Log(scroller, {
  submit(value, written) {
    composer.offer(written);
    composer.takeFocus(); // before the card is retired, or the focus would fall off the page
    say({ value });
  },
  retry: (clientId) => client.retry(clientId),
  cancelFiles: (clientId) => client.cancelFiles(clientId),
});
const suggestions = new Suggestions(sayByButton);
const composer = new Composer((text) => say({ text }));
const finish = prepareFinish({
  forget: () => client.forget(),
  showCode: () => sayByButton('return code', words.menu.returnCode),
  left: () => (host.identity === 'ask' ? host.tell({ dsptGuide: 'signedOut' }) : location.reload()),
});
/** Somebody's browser alone follows a link for good: a program that looks at mails opens the page too, and would use it up. */
const followed = new Gate('followed', scroller, () => {
  followed.close();
  composer.takeFocus();
  // Someone's own link opens their own conversation, never inside what another person left on this computer.
  client.start(true);
});
const ended = new Gate('ended', scroller, async () => {
  byId('ended-failed').textContent = '';
  try {
    await client.forget();
    forgetTab();
    location.reload();
  } catch {
    byId('ended-failed').textContent = words.finish.failed;
  }
});
const gates = [followed, ended];
const menu = new Menu(sayByButton, () => finish.open());

function hear(activity: Activity, own: boolean, past: boolean, button?: string): void {
  if (activity.type === 'typing') {
    if (!own && !past) thinking.start();
    return;
  }
  if (own) suggestions.clear(); // also where they came back or sent a file: what is open is asked again
  if (activity.type !== 'message') return;
  if (past) log.hush();
  if (own) {
    log.addOwn(activity, button);
    return;
  }
  thinking.stop();
  if (log.addGuide(activity, past) && !past) unread.add();
  suggestions.heard(activity);
  showProgress(activity.channelData?.dspt ?? {});
  if (arrivedByCode && !past && activity.channelData?.dspt?.opened === false) void goBack();
}

/** The host site has signed somebody out: forget them here, and tell. */
async function signOut(): Promise<void> {
  forgetTab();
  await client.forgetSurely();
  host.tell({ dsptGuide: 'signedOut' });
}

/** A link that opens nothing must not cost what was there before it: back to the session that it left. */
async function goBack(): Promise<void> {
  if (!(await client.restore())) return;
  tabStore.notice.set(words.deadLink);
  location.reload();
}

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
  if (!menu.close()) host.tell({ dsptGuide: 'close' });
});

const notice = tabStore.notice.get();
if (typeof notice === 'string') banner.notice(notice);
tabStore.notice.set(undefined);
followCodeLinks();
followVisibleHeight();
prepareAttach((files) => {
  if (gates.some(({ isOpen }) => isOpen)) return;
  client.sendFiles(files);
  composer.takeFocus();
});
ignoreDoubleTaps(byId('scroller'));
if (host.identity === 'end') void signOut();
else if (arrivedByCode) followed.open();
else client.start(host.identity === 'without');
