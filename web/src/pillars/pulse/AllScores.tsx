import { useTranslation } from 'react-i18next';
import { OpenNumber } from '@/app/view/OpenNumber';
import { goodOf, useMeasures } from '@/app/view/useMeasures';
import { Change } from '@/ui/estimate/Change';
import { IntervalCell, IntervalHead } from '@/ui/estimate/IntervalCell';
import { scaleOver } from '@/ui/estimate/scale';
import { ShortfallWords } from '@/ui/estimate/ShortfallWords';
import { Card } from '@/ui/layout/Card';
import css from './Groups.module.css';
import type { PulsePart } from './parts';
import type { ScoreView } from './usePulse';

/** Questions that are read on the same scale stand under one head. */
export function alike(scores: readonly ScoreView[]): ScoreView[][] {
  const sets = new Map<string, ScoreView[]>();
  for (const score of scores) {
    const { metric, scale } = score.question;
    const key = metric === 'csat' || metric === 'share' ? 'share' : metric === 'nps' ? 'nps' : `${scale.min}..${scale.max}${scale.low_is_good === true ? 'low' : ''}`;
    sets.set(key, [...(sets.get(key) ?? []), score]);
  }
  return [...sets.values()];
}

/** The questions of a source beside its main score: what was rated, else its other results; none where it asks one thing. */
export function otherScores({ scores }: Pick<PulsePart['pulse'], 'scores'>): ScoreView[] {
  const others = scores.slice(1);
  const rated = others.filter(({ question }) => question.role !== 'outcome');
  return rated.length > 0 ? rated : others;
}

/** Every other question of the source: how it was answered, and whether that changed. */
export function AllScores({ pulse, naming }: PulsePart) {
  const { t } = useTranslation('pulse');
  const measures = useMeasures();
  const shown = otherScores(pulse);
  const compared = pulse.against !== null;
  if (shown.length === 0) return null;
  return (
    <Card span={6} fill flush title={t('all.title')} lead={t('all.lead')}>
      {alike(shown).map((set) => {
        const estimates = set.flatMap(({ now }) => (now.estimate == null ? [] : [now.estimate]));
        const scale = scaleOver(estimates);
        const question = set[0]?.question;
        if (question === undefined) return null;
        const measure = measures(question);
        return (
          <table key={question.id} className={`table ${css.groups}`}>
            <thead>
              <tr>
                <th scope="col">{t('all.question')}</th>
                <th scope="col" className={compared ? css.wide : css.wider}><IntervalHead title={naming.scoreWhat(question)} scale={estimates.length === 0 ? null : scale} write={measure.level} /></th>
                {compared ? <th scope="col" className={css.change}>{t('groups.change')}</th> : null}
              </tr>
            </thead>
            <tbody>
              {set.map(({ question, now, change }) => (
                <tr key={question.id}>
                  <th scope="row">
                    <bdi>{question.label}</bdi>
                    <span className={css.n}>
                      <OpenNumber question={question.id} label={t('scores.open', { score: question.label, value: now.estimate == null ? '' : measure.level(now.estimate.value) })}>{t('groups.n', { count: now.estimate?.n ?? now.shortfall?.have ?? 0 })}</OpenNumber>
                    </span>
                  </th>
                  <td>{now.estimate == null ? <ShortfallWords shortfall={now.shortfall ?? null} /> : <IntervalCell estimate={now.estimate} scale={scale} kind="observed" write={measure.level} />}</td>
                  {compared ? <td>{change == null ? null : <Change change={change} measure={measure} good={goodOf(question)} />}</td> : null}
                </tr>
              ))}
            </tbody>
          </table>
        );
      })}
    </Card>
  );
}
