import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import type { Naming } from '@/app/view/useNaming';
import { Estimate } from '@/ui/estimate/Estimate';
import { useMeasure } from '@/ui/estimate/measure';
import { Card } from '@/ui/layout/Card';
import css from './ModelsPage.module.css';
import { figures } from './figures';
import type { LearntModel } from './useModels';
import { useModelWords } from './useModelWords';

/** The model that reads now, beside what the lists of words alone would do on the same answers. */
export function RunningCard({ model, naming, halfLife }: { model: LearntModel; naming: Naming; halfLife: number }) {
  const { t } = useTranslation('models');
  const { count, date, list } = useFormat();
  const words = useModelWords();
  const measure = useMeasure('mean', 2);
  return (
    <Card span={7} title={t('running.title', { id: count(model.id) })} lead={words.ended(model.why)}>
      <p className="sm">
        {t('running.told', { at: date(model.trained_at, 'dateTime'), on: model.trained_on, pairs: model.pairs })}{' '}
        {model.languages.length === 0 ? t('running.noLanguage') : t('running.languages', { languages: list(model.languages.map((code) => naming.languageName(code))) })}{' '}
        {t('running.half', { days: count(halfLife) })}
      </p>
      {model.held_out === null ? <p className="note">{t('figure.none')}</p> : (
        <dl className={css.figures}>
          {figures.map((one) => (
            <div key={one}>
              <dt><b>{t(`figure.${one}`)}</b><span className="note">{t(`figure.${one}What`)}</span></dt>
              <dd>{model.held_out === null ? null : <Estimate figure={{ estimate: model.held_out[one], shortfall: null }} measure={measure} size="mid" />}</dd>
              {model.lists === null ? null : <dd className={css.lists}><span className="note">{t('figure.lists')}</span><Estimate figure={{ estimate: model.lists[one], shortfall: null }} measure={measure} size="small" /></dd>}
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}
