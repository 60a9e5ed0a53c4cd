/** Milliseconds and pixels within which a finger's second tap is a habit or a slip. A mouse counts its clicks by itself. */
const soon = 300;
const near = 16;

/**
 * A second tap at the same place does nothing: what the first one brought has moved into its way by then, and an answer
 * would be given that nobody meant. Keys are not taps.
 */
export function ignoreDoubleTaps(area: HTMLElement): void {
  let isFinger = false;
  let last = { at: Number.NEGATIVE_INFINITY, x: 0, y: 0 };
  area.addEventListener('pointerdown', ({ pointerType }) => {
    isFinger = pointerType !== 'mouse';
  });
  area.addEventListener(
    'click',
    (event) => {
      if (event.detail === 0 || !(event.target instanceof Element) || event.target.closest('button') === null) return;
      const { timeStamp: at, clientX: x, clientY: y } = event;
      const isAgain = isFinger && at - last.at < soon && Math.hypot(x - last.x, y - last.y) < near;
      last = { at, x, y };
      if (isAgain || event.detail > 1) event.stopPropagation();
    },
    { capture: true },
  );
}
