import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { KindLabel } from '@/ui/estimate/KindLabel';
import { Card } from '@/ui/layout/Card';
import type { Identity } from '../shapes';
import css from './IdentityPage.module.css';

/** The model at work: when it learnt, where it draws its line, and what it expects of itself. */
export function ModelCard({ identity: { model, behind } }: { identity: Identity }) {
  const { t } = useTranslation('identity');
  const { date, percent, signed, digits, count } = useFormat();
  return (
    <Card span={6} fill title={t('model.title')} lead={behind.trouble !== null ? t('model.trouble') : behind.records === 0 && behind.signals === 0 ? t('model.upToDate') : t('model.behind', { n: count(behind.records), signals: count(behind.signals) })} action={<KindLabel kind="predicted">{t('model.expected')}</KindLabel>}>
      {model === null ? <p className="note">{t('model.none')}</p> : (
        <>
          <dl className={css.facts}>
            <div><dt>{t('model.version')}</dt><dd>{digits(String(model.version))}</dd></div>
            <div><dt>{t('model.fitted')}</dt><dd>{date(model.fitted_at, 'dateTime')}</dd></div>
            <div><dt>{t('model.fittedOn')}</dt><dd>{count(model.fitted_on)}</dd></div>
            <div><dt>{t('model.threshold')}</dt><dd>{t('model.bits', { bits: signed(model.threshold, 1) })}</dd></div>
            <div data-kind="predicted"><dt>{t('model.precision')}</dt><dd>{model.estimated_precision === null ? t('model.unknown') : percent(model.estimated_precision, 1)}</dd></div>
            <div data-kind="predicted"><dt>{t('model.recall')}</dt><dd>{model.estimated_recall === null ? t('model.unknown') : percent(model.estimated_recall, 1)}</dd></div>
          </dl>
          <p className="note">{t('model.why')}</p>
        </>
      )}
    </Card>
  );
}
