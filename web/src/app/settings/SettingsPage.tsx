import { Select, Switch, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Language, languages } from '@/app/i18n/languages';
import { useLanguage } from '@/app/i18n/useFormat';
import { useSetLanguage } from '@/app/i18n/useSetLanguage';
import { useKeys } from '@/app/keyboard/Keyboard';
import { useSession } from '@/app/session/session';
import { Card } from '@/ui/layout/Card';
import { Head, Page } from '@/ui/layout/Page';
import { Segmented } from '@/ui/layout/Segmented';
import { PasswordForm } from './PasswordForm';
import { WebhooksCard } from './webhooks/WebhooksCard';
import { WriteKeys } from './WriteKeys';
import css from './SettingsPage.module.css';

export function SettingsPage() {
  const { t } = useTranslation('settings');
  const language = useLanguage();
  const setLanguage = useSetLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { on, setOn } = useKeys();
  const { data: session } = useSession();
  return (
    <Page title={t('title')}>
      <Head title={t('title')} lead={t('lead')} />
      <Card span={6} fill title={t('look')}>
        <div className={css.fields}>
          <Select
            label={t('language')}
            data={(Object.keys(languages) as Language[]).map((value) => ({ value, label: languages[value].name }))}
            value={language}
            allowDeselect={false}
            onChange={(value) => void (value === null ? undefined : setLanguage(value as Language))}
          />
          <div>
            <p className={css.label}>{t('theme')}</p>
            <Segmented
              label={t('theme')}
              value={colorScheme}
              onChange={setColorScheme}
              options={[{ value: 'auto', label: t('themeAuto') }, { value: 'light', label: t('themeLight') }, { value: 'dark', label: t('themeDark') }]}
            />
          </div>
          <Switch checked={on} onChange={(event) => setOn(event.currentTarget.checked)} label={t('singleKeys')} description={t('singleKeysWhy')} />
        </div>
      </Card>
      <Card span={6} fill title={t('password')} lead={session?.has_password === true ? t('passwordHas') : t('passwordNone')}>
        <PasswordForm name={session?.name ?? ''} />
      </Card>
      <WriteKeys />
      <WebhooksCard />
    </Page>
  );
}
