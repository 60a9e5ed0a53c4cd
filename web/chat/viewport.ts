/**
 * On iPhones and iPads the keyboard lies over the page instead of making it smaller; the page then takes the height
 * that is really to be seen, so that box and newest message stay above it.
 */
export function followVisibleHeight(): void {
  const seen = window.visualViewport;
  if (seen === null) return;
  const adapt = () => {
    const isZoomed = seen.scale > 1.01; // someone who zooms in wants to pan, not to have the page squeezed
    document.documentElement.style.setProperty('--height', isZoomed ? '100dvh' : `${Math.round(seen.height)}px`);
    if (!isZoomed) scrollTo(0, 0);
  };
  const isCovered = () => innerHeight - seen.height > 1;
  seen.addEventListener('resize', () => {
    if (isCovered()) adapt();
    else document.documentElement.style.removeProperty('--height');
  });
}
