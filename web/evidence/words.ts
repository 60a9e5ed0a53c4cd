import all from 'words:evidence';
import type english from '../../content/locales/en-GB/page.json';

/** The words of the evidence page in the language of `<html lang>`. */
export const words = (all[document.documentElement.lang] ?? all['en-GB']) as (typeof english)['evidence'];
