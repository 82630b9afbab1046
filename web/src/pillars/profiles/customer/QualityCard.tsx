import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Card } from '@/ui/layout/Card';
import { Bar } from '@/ui/ranking/Bar';
import type { Quality } from '../shapes';
import css from './Cards.module.css';

const parts = ['completeness', 'validity', 'consistency', 'timeliness'] as const;

/** How good what we hold is, in four parts: so many of so many, counted over the values, not estimated. */
export function QualityCard({ quality }: { quality: Quality }) {
  const { t } = useTranslation('customers');
  const { percent, count } = useFormat();
  return (
    <Card span={4} as="aside" title={t('quality.title')} lead={quality.score === null ? t('quality.nothing') : t('quality.lead', { score: percent(quality.score) })} id="quality">
      <dl className="stack">
        {parts.map((part) => {
          const { have, of } = quality[part];
          return (
            <div key={part} className={css.measure}>
              <dt>{t(`quality.${part}`)}</dt>
              <dd>{of === 0 ? null : <Bar share={have / of} tone="observed" />}</dd>
              <dd>{of === 0 ? <span className="muted">{t('quality.none')}</span> : t('quality.of', { have: count(have), all: count(of) })}</dd>
            </div>
          );
        })}
      </dl>
      <p className={`note ${css.after}`}>{t('quality.why')}</p>
    </Card>
  );
}
