import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Language, languages } from '@/app/i18n/languages';
import { useLanguage } from '@/app/i18n/useFormat';
import { useSetLanguage } from '@/app/i18n/useSetLanguage';
import { IconButton } from '@/ui/actions/IconButton';
import { Icon } from '@/ui/icons/Icon';

export function LanguageSwitch() {
  const { t } = useTranslation();
  const current = useLanguage();
  const setLanguage = useSetLanguage();
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <IconButton label={t('shell.language')}>
          <Icon name="globe" /> <span lang={current}>{languages[current].name}</span>
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(languages) as Language[]).map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            dir={languages[language].dir}
            aria-current={language === current ? 'true' : undefined}
            rightSection={language === current ? <Icon name="check" /> : undefined}
            onClick={() => void setLanguage(language)}
          >
            {languages[language].name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
