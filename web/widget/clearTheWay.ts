/**
 * Keeps the launcher off what has the focus on the host page (WCAG 2.2, "Focus not obscured"). Room at the foot of the
 * page lets the browser scroll most things clear of it; where that is not possible, the launcher steps aside.
 */
export function clearTheWay(host: HTMLElement, launcher: HTMLElement): void {
  const { style } = document.documentElement;
  if (style.scrollPaddingBottom === '') style.scrollPaddingBottom = '84px';
  const stepAside = () => {
    const focused = document.activeElement;
    launcher.classList.remove('aside');
    if (focused === null || focused === host || focused === document.body) return;
    const mine = launcher.getBoundingClientRect();
    const its = focused.getBoundingClientRect();
    const isCovered = its.left < mine.right && its.right > mine.left && its.top < mine.bottom && its.bottom > mine.top;
    launcher.classList.toggle('aside', isCovered);
  };
  // After the browser has scrolled to what was focused.
  const later = () => requestAnimationFrame(stepAside);
  document.addEventListener('focusin', later);
  document.addEventListener('focusout', later);
  addEventListener('scroll', later, { passive: true });
}
