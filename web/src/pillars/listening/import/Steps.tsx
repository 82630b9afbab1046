import { useTranslation } from 'react-i18next';
import css from './Steps.module.css';

/** The way of a file, drawn as stations on the line. */
export function Steps({ at }: { at: number }) {
  const { t } = useTranslation('listening');
  const names = [t('wizard.file'), t('wizard.mapping'), t('wizard.import')];
  return (
    <ol className={css.steps} aria-label={t('wizard.steps')}>
      {names.map((name, i) => <li key={name} aria-current={i === at ? 'step' : undefined} data-past={i < at || undefined}>{name}</li>)}
    </ol>
  );
}
