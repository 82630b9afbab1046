/** The languages the product speaks, each written as its own speakers write it. */
export const languages = {
  en: { name: 'English', tag: 'en-GB', dir: 'ltr' },
  ar: { name: 'العربية', tag: 'ar-EG-u-nu-arab', dir: 'rtl' },
  fa: { name: 'فارسی', tag: 'fa-IR-u-ca-persian-nu-arabext', dir: 'rtl' },
  zh: { name: '中文', tag: 'zh-CN', dir: 'ltr' },
} as const;

export type Language = keyof typeof languages;
export type Direction = 'ltr' | 'rtl';

export const isLanguage = (value: string | null | undefined): value is Language =>
  value !== null && value !== undefined && Object.hasOwn(languages, value);

const kept = 'throughline.language';

/** The language kept from last time, else the first of the browser's that we speak, else English. */
export function firstLanguage(): Language {
  const stored = localStorage.getItem(kept);
  if (isLanguage(stored)) return stored;
  const asked = navigator.languages.map((tag) => tag.split('-')[0]).find(isLanguage);
  return asked ?? 'en';
}

export const keepLanguage = (language: Language): void => localStorage.setItem(kept, language);
