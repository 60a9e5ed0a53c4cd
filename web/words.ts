import all from 'words:page';
import type english from '../content/locales/en-GB/page.json';

/** The chat page's words in the language of `<html lang>`. */
export const words = (all[document.documentElement.lang] ?? all['en-GB']) as Omit<
  typeof english,
  'widget' | 'intro' | 'evidence' | 'lost'
>;
