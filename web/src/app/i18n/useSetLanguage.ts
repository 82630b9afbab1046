import { useDirection } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { keepLanguage, type Language, languages } from './languages';
import { markPage } from './start';

/** Changes the language of the whole page, keeps the choice, and turns the page round where the script asks for it. */
export function useSetLanguage(): (language: Language) => Promise<void> {
  const { i18n } = useTranslation();
  const { setDirection } = useDirection();
  return async (language) => {
    keepLanguage(language);
    await i18n.changeLanguage(language);
    markPage(language);
    setDirection(languages[language].dir);
  };
}
