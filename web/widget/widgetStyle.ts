/**
 * The widget's look, inside its shadow tree: the host's styles stay out and ours stay in. In pixels, since a host site
 * may have set its root font to anything; text still grows with the browser's zoom.
 */
export const widgetStyle = `
:host { all: initial; display: block; color-scheme: light dark; --teal: #0b5f5c; --on-teal: #fff; --paper: #fff; --ink: #16302f; --accent: #b34a15; --on-accent: #fff; }
@media (prefers-color-scheme: dark) {
  :host { --teal: #7fd1c5; --on-teal: #06211f; --paper: #1a2726; --ink: #eceee8; --accent: #ffb27d; --on-accent: #2a1200; }
}
* { box-sizing: border-box; font: 600 17px/1.35 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Open Sans", Arial, sans-serif; }
[hidden] { display: none !important; }
button { cursor: pointer; border: 0; }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; box-shadow: 0 0 0 2px var(--paper); }
svg { flex: none; width: 22px; height: 22px; fill: none; stroke: currentcolor; stroke-width: 2.4; stroke-linecap: round; stroke-linejoin: round; }
.launcher {
  position: fixed; z-index: 2147483000; bottom: max(16px, env(safe-area-inset-bottom)); right: 16px;
  display: flex; align-items: center; gap: 10px; min-width: 52px; min-height: 52px; max-width: calc(100vw - 32px);
  padding: 8px 20px 8px 16px; border-radius: 26px; background: var(--teal); color: var(--on-teal);
  box-shadow: 0 2px 6px rgb(0 0 0 / 25%), 0 8px 24px rgb(0 0 0 / 18%); text-align: start;
}
.left .launcher { right: auto; left: 16px; }
.launcher.aside { transform: translateY(calc(100% + 32px)); }
.badge { min-width: 24px; padding: 2px 7px; border-radius: 12px; background: var(--accent); color: var(--on-accent); font-size: 15px; text-align: center; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
dialog {
  position: fixed; z-index: 2147483001; inset: auto 16px calc(max(16px, env(safe-area-inset-bottom)) + 64px) auto;
  width: 400px; height: 640px; max-width: calc(100vw - 32px); max-height: calc(100vh - 112px); margin: 0; padding: 0;
  overflow: hidden; border: 1px solid rgb(127 127 127 / 35%); border-radius: 20px; background: var(--paper); color: var(--ink);
  box-shadow: 0 12px 48px rgb(0 0 0 / 30%);
}
.left dialog { right: auto; left: 16px; }
dialog.sheet { inset: 0; width: 100%; height: 100%; max-width: none; max-height: none; border: 0; border-radius: 0; }
iframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: normal; }
.waiting { position: absolute; inset: 0; display: flex; flex-direction: column; gap: 16px; padding: 20px; background: var(--paper); }
.waiting button { align-self: flex-end; display: grid; place-items: center; min-width: 44px; min-height: 44px; border-radius: 14px; background: none; color: var(--teal); }
.waiting p { margin: 0; font-weight: 400; line-height: 1.5; }
@media print { :host { display: none; } }
@media (prefers-reduced-motion: no-preference) { .launcher { transition: transform .15s; } }
@media (forced-colors: active) { .launcher, .waiting button { border: 2px solid; } }
`;
