import { useTranslation } from 'react-i18next';
import { OpenNumber } from '@/app/view/OpenNumber';
import { goodOf, useMeasures } from '@/app/view/useMeasures';
import { Change } from '@/ui/estimate/Change';
import { IntervalMark } from '@/ui/estimate/IntervalMark';
import { KindLabel } from '@/ui/estimate/KindLabel';
import { scaleOver } from '@/ui/estimate/scale';
import { SharedScale } from '@/ui/estimate/SharedScale';
import { ShortfallWords } from '@/ui/estimate/ShortfallWords';
import type { PulsePart } from './parts';
import css from './Scores.module.css';
import type { ScoreView } from './usePulse';

const mostShown = 3;

/** The scores that sum the experience up: value, interval and n, each on its own scale, each with its change. */
export function Scores({ pulse, main, naming }: PulsePart) {
  const { t } = useTranslation('pulse');
  const shown = [main, ...pulse.scores.slice(1).filter(({ question }) => question.role === 'outcome')].slice(0, mostShown);
  return (
    <section className={css.scores} aria-label={t('scores.title')}>
      {shown.map((score) => <Score key={score.question.id} score={score} naming={naming} />)}
    </section>
  );
}

function Score({ score, naming }: { score: ScoreView; naming: PulsePart['naming'] }) {
  const { t } = useTranslation(['pulse', 'ui']);
  const measures = useMeasures();
  const { question, now, before, change } = score;
  const measure = measures(question);
  const estimate = now.estimate;
  return (
    <div className={css.score}>
      <div className={css.head}>
        <b><bdi>{naming.score(question)}</bdi></b>
        <span className="xs muted"><bdi>{naming.scoreWhat(question)}</bdi></span>
      </div>
      {estimate == null ? (
        <div className={css.short}><KindLabel kind="observed" /> <ShortfallWords shortfall={now.shortfall ?? null} /></div>
      ) : (
        <div className={css.row}>
          <div>
            <KindLabel kind="observed" />
            <p className="xs muted">{t('scores.answers', { count: estimate.n })}</p>
          </div>
          <OpenNumber question={question.id} label={t('scores.open', { score: naming.score(question), value: measure.level(estimate.value) })} size="big">{measure.level(estimate.value)}</OpenNumber>
          <Mark estimate={estimate} before={before?.estimate ?? null} measure={measure} name={naming.score(question)} />
          <div className={css.cap}>
            <span aria-hidden>{t('ui:estimate.to', { low: measure.end(estimate.low), high: measure.end(estimate.high) })}</span>
            {change == null ? <span className="muted">{t('scores.alone')}</span> : <Change change={change} measure={measure} good={goodOf(question)} />}
          </div>
        </div>
      )}
    </div>
  );
}

type MarkProps = { estimate: NonNullable<ScoreView['now']['estimate']>; before: ScoreView['now']['estimate'] | null; measure: ReturnType<ReturnType<typeof useMeasures>>; name: string };

function Mark({ estimate, before, measure, name }: MarkProps) {
  const scale = scaleOver(before == null ? [estimate] : [estimate, before]);
  return (
    <div className={css.mark}>
      <SharedScale scale={scale} write={measure.level} />
      <IntervalMark value={estimate.value} low={estimate.low} high={estimate.high} scale={scale} kind="observed" write={measure.level} label={name} />
    </div>
  );
}
