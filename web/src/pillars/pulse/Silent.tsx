import { useTranslation } from 'react-i18next';
import type { Served } from '@/api/read';
import { useFormat } from '@/app/i18n/useFormat';
import { LinkButton } from '@/ui/actions/LinkButton';
import { KindLabel } from '@/ui/estimate/KindLabel';
import { Card } from '@/ui/layout/Card';
import { LeftOutNote } from '@/pillars/profiles/LeftOutNote';
import css from './Silent.module.css';

const squares = 100;

/** Who never answered, named as silence: complete counts, no interval, no guess at what they would have said. */
export function Silent({ silence, wide }: { silence: Served['SilenceView']; wide: boolean }) {
  const { t } = useTranslation('pulse');
  const { percent, count } = useFormat();
  const { known, answered } = silence;
  const quiet = (known - answered) / known;
  const filled = Math.min(squares - 1, Math.max(1, Math.round((answered / known) * squares)));
  return (
    <Card span={wide ? 12 : 4} fill as="aside" title={t('silent.title')} lead={t('silent.counted')}>
      <p className={css.head}>
        <span className={css.big}>{percent(quiet, 1)}</span> <span className="soft">{t('silent.of', { count: known })}</span>
      </p>
      <div className={css.waffle} aria-hidden>
        {Array.from({ length: squares }, (_, i) => <span key={i} data-said={i < filled || undefined} />)}
      </div>
      <p className={`row wrap between sm ${css.foot}`}>
        <KindLabel kind="observed">{t('silent.said', { n: count(answered) })}</KindLabel>
        <span className={css.never}>{t('silent.never', { n: count(known - answered) })}</span>
      </p>
      <p className="note">{t('silent.why')}</p>
      <LeftOutNote leftOut={silence.left_out} />
      <p className={css.foot}><LinkButton to="/customers">{t('silent.see')}</LinkButton></p>
    </Card>
  );
}
