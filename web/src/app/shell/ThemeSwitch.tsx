import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconButton } from '@/ui/actions/IconButton';
import { Icon } from '@/ui/icons/Icon';

/** Light or dark; until it is touched, the system decides. */
export function ThemeSwitch() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const now = useComputedColorScheme('light', { getInitialValueInEffect: false });
  return (
    <IconButton label={now === 'dark' ? t('shell.toLight') : t('shell.toDark')} onClick={() => setColorScheme(now === 'dark' ? 'light' : 'dark')}>
      <Icon name={now === 'dark' ? 'sun' : 'moon'} />
    </IconButton>
  );
}
