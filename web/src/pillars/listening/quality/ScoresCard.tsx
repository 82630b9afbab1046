import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Sparkline } from '@/ui/charts/Sparkline';
import { Card } from '@/ui/layout/Card';
import { ScrollBox } from '@/ui/layout/ScrollBox';
import { State } from '@/ui/states/State';
import { MethodLink } from '@/ui/why/MethodLink';
import css from './Quality.module.css';
import type { Quality, Score } from './quality';

/** Share of what was asked that was kept: all together, and by side of quality; and the same day by day. */
export function ScoresCard({ quality }: { quality: Quality }) {
  const { t } = useTranslation('quality');
  const { count, date, percent } = useFormat();
  const scores = quality.scores.filter(({ value }) => value !== null);
  const ofDay = (of: Score, day: Quality['days'][number]) => day.scores.find(({ dimension }) => dimension === of.dimension)?.value ?? null;
  if (scores.length === 0) {
    return <Card title={t('scores.title')}><State picture="notEnough" level="h3" title={t('scores.none')}>{t(quality.suggestions.length === 0 ? 'scores.noneWriteWhy' : 'scores.noneWhy')}</State></Card>;
  }
  return (
    <Card title={t('scores.title')} lead={t('scores.lead')} action={<MethodLink name="data-quality" />}>
      <dl className={css.scores}>
        {scores.map((score) => (
          <div key={score.dimension ?? 'all'}>
            <dt>{t(`dimension.${score.dimension ?? 'all'}`)}</dt>
            <dd>
              <span><b>{percent(score.value ?? 0, 1)}</b></span>
              <span className="note">
                {score.estimate === null ? t('scores.counted') : t('scores.interval', { low: percent(score.estimate.low, 1), high: percent(score.estimate.high, 1) })}{' '}
                {t('scores.checks', { count: score.checks })}{' '}{t('scores.failed', { failed: count(score.failed), asked: count(score.asked) })}
              </span>
              <Sparkline values={quality.days.map((day) => ofDay(score, day)).filter((value) => value !== null)} width={180} height={30} />
            </dd>
          </div>
        ))}
      </dl>
      {quality.days.length < 2 ? <p className="note">{t('scores.oneDay')}</p> : (
        <details className={css.more}>
          <summary>{t('scores.byDay')}</summary>
          <ScrollBox className={css.tall} label={t('scores.byDay')}>
            <table className="table">
              <caption className="sr">{t('scores.byDay')}</caption>
              <thead><tr><th scope="col">{t('scores.day')}</th>{scores.map((score) => <th key={score.dimension ?? 'all'} scope="col" className="n">{t(`dimension.${score.dimension ?? 'all'}`)}</th>)}</tr></thead>
              <tbody>
                {quality.days.toReversed().map((day) => (
                  <tr key={day.day}><th scope="row">{date(day.day, 'dayYear')}</th>{scores.map((score) => {
                    const value = ofDay(score, day);
                    return <td key={score.dimension ?? 'all'} className="n">{value === null ? <span className="muted">{t('scores.notAsked')}</span> : percent(value, 1)}</td>;
                  })}</tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
        </details>
      )}
    </Card>
  );
}
