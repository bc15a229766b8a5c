// The words of the API's own errors, by code and language; refusals have theirs in texts/.

import type { Language } from '../texts/say';
import { languageOf } from '../texts/say';
import { ar } from './error-words/ar';
import { en } from './error-words/en';
import { fa } from './error-words/fa';
import { fr } from './error-words/fr';
import { ru } from './error-words/ru';
import type { ErrorWords, Words } from './error-words/words';
import type { ApiErrorCode } from './errors';

/** Every language that refusals are said in: one without words here does not compile. */
const WORDS: Record<Language, ErrorWords> = { en, ar, fr, fa, ru };

/** Title and fix of one of the API's own errors; in English where the language is not known. */
export const errorWords = (code: ApiErrorCode, language: string): Words => WORDS[languageOf(language)][code];
