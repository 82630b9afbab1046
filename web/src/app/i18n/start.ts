import { type BackendModule, createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type DateStyle, formats } from './format';
import { firstLanguage, isLanguage, type Language, languages } from './languages';

const files = import.meta.glob<{ default: Record<string, unknown> }>('../../messages/*/*.json');

/** Words are fetched from our own server, one small file for a language and an area. */
const fromFiles: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, area, done) => {
    const file = files[`../../messages/${language}/${area}.json`];
    if (file === undefined) return done(new Error(`No words for ${language}/${area}.`), null);
    file().then(({ default: words }) => done(null, words), (error: Error) => done(error, null));
  },
};

/** Numbers inside messages are written by our own formats: {{n, count}}, {{change, signed1}}, {{at, dayYear}}. */
function nameFormats(i18n: i18n): void {
  const written = (language: string | undefined) => formats(isLanguage(language) ? language : 'en');
  const add = (name: string, write: (value: never, language: string | undefined) => string) => i18n.services.formatter?.add(name, write as never);
  add('count', (value: number, language) => written(language).count(value));
  for (const digits of [0, 1, 2, 3]) {
    add(`number${digits}`, (value: number, language) => written(language).number(value, digits));
    add(`signed${digits}`, (value: number, language) => written(language).signed(value, digits));
    add(`percent${digits}`, (value: number, language) => written(language).percent(value, digits));
  }
  add('bytes', (value: number, language) => written(language).bytes(value));
  add('seconds', (value: number, language) => written(language).seconds(value));
  for (const style of ['day', 'dayYear', 'monthYear', 'dateTime', 'time', 'second'] satisfies DateStyle[]) {
    add(style, (value: string | Date, language) => written(language).date(value, style));
  }
}

/** Sets the page's language and direction, so that CSS, the reader's voice and hyphenation follow. */
export function markPage(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = languages[language].dir;
}

/** The words of the page; one for the whole program. */
const words = createInstance();

/** In a sentence that runs from right to left, a value in Latin letters or a telephone number keeps its own direction, and what stands beside it stays where it is. */
export const isolated = (value: string, dir: string): string => (dir === 'rtl' && /\p{Script=Latin}|\+\d/u.test(value) && !/^[\u2066-\u2068]/.test(value) ? `\u2068${value}\u2069` : value);

/** Every area that a page behind the sign-in may speak; the specimens bring their own. */
const areas = [...new Set(Object.keys(files).map((file) => file.replace(/.*\/(\w+)\.json$/, '$1')))].filter((area) => area !== 'design');

/**
 * Fetches the words of all pages, so that none waits for some while it is used: a page that waits is hidden as a whole, and
 * takes the focus and what is being typed with it.
 */
export const allWords = (): Promise<void> => words.loadNamespaces(areas);

export async function startWords(language: Language = firstLanguage()): Promise<void> {
  await words.use(fromFiles).use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    ns: ['app', 'ui'],
    defaultNS: 'app',
    // React escapes; what is left to see to is direction.
    interpolation: { escapeValue: true, escape: (value) => isolated(value, words.dir()) },
    returnNull: false,
    react: { useSuspense: true },
  });
  nameFormats(words);
  markPage(language);
}
