import { HostConfig } from 'adaptivecards';

const colour = (name: string) => ({ default: `var(--${name})`, subtle: 'var(--quiet)' });
const foregroundColors = {
  default: colour('ink'),
  dark: colour('ink'),
  light: colour('quiet'),
  accent: colour('teal'),
  good: colour('good'),
  warning: colour('warning'),
  attention: colour('danger'),
};
const box = (background: string) => ({ foregroundColors, backgroundColor: `var(--${background})` });

/** How `adaptivecards` draws: our colours as CSS variables, so that dark mode needs no second rendering. */
export const hostConfig = new HostConfig({
  supportsInteractivity: true,
  fontFamily: 'inherit',
  spacing: { small: 6, default: 12, medium: 16, large: 24, extraLarge: 32, padding: 18 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  fontSizes: { small: 15, default: 17, medium: 18, large: 20, extraLarge: 24 },
  fontWeights: { lighter: 400, default: 400, bolder: 650 },
  containerStyles: {
    default: box('surface'),
    emphasis: box('soft'),
    accent: box('soft'),
    good: box('good-soft'),
    warning: box('warning-soft'),
    attention: box('danger-soft'),
  },
  actions: {
    maxActions: 20, // cards are made with care; a hidden overflow menu would only hide answers
    spacing: 'default',
    buttonSpacing: 0, // the style sheet spaces them, also when they wrap
    showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
  },
  adaptiveCard: { allowCustomStyle: false },
  textBlock: { headingLevel: 3 },
  factSet: {
    title: { color: 'default', size: 'default', isSubtle: false, weight: 'bolder', wrap: true, maxWidth: 160 },
    value: { color: 'default', size: 'default', isSubtle: false, weight: 'default', wrap: true },
    spacing: 12,
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder', color: 'default', size: 'default', suffix: '' },
      optionalInputs: { weight: 'bolder', color: 'default', size: 'default' },
    },
    errorMessage: { color: 'attention', spacing: 'small', size: 'default', weight: 'bolder' },
  },
});
