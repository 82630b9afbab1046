import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Formats, formats } from './format';
import { isLanguage, type Language } from './languages';

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return isLanguage(i18n.language) ? i18n.language : 'en';
}

/** Numbers, shares and times in the reader's language. */
export function useFormat(): Formats {
  const language = useLanguage();
  return useMemo(() => formats(language), [language]);
}
