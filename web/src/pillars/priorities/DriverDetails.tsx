import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { Search } from '@/app/address/search';
import { useFormat } from '@/app/i18n/useFormat';
import type { Naming } from '@/app/view/useNaming';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Estimate } from '@/ui/estimate/Estimate';
import { leavesZeroOut } from '@/ui/estimate/figure';
import { type Measure, useMeasure } from '@/ui/estimate/measure';
import { Card } from '@/ui/layout/Card';
import { QuantileDots } from '@/ui/ranking/QuantileDots';
import { WhatIf } from '@/ui/ranking/WhatIf';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import css from './DriverDetails.module.css';
import { lowEnd } from './lowEnd';
import { type Driver, type Priorities, useWhatIf, type WhatIfAnswer } from './usePriorities';

type DriverDetailsProps = { priorities: Priorities; driver: Driver; study: Search; low: (filter: Record<string, string>) => Search; naming: Naming };

/** What would follow if this driver rose by one step for some of those it reaches: predicted, and an association. */
export function DriverDetails({ priorities, driver, study, low, naming }: DriverDetailsProps) {
  const { t } = useTranslation('priorities');
  const { percent, count, number } = useFormat();
  const [part, setPart] = useState(1);
  const [asked] = useDebouncedValue(part, 200);
  const points = useMeasure('points', priorities.unit === 'percentage_points' ? 1 : 2);
  const { data, error, refetch } = useWhatIf(study, driver.question.id, asked);
  const current = data?.driver.id === driver.question.id ? data : undefined;
  const { question, reach } = driver;
  const words = { share: percent(reach.share, 1), n: count(reach.count), threshold: number(reach.threshold), step: number(reach.step, Number.isInteger(reach.step) ? 0 : 1) };
  return (
    <Card span={4} fill as="aside" label={t('whatIf.label')}>
      <WhatIf
        title={<bdi>{question.label}</bdi>}
        now={question.scale.low_is_good ? t('whatIf.nowHigh', words) : t('whatIf.now', words)}
        part={part}
        onPart={setPart}
        refute={current === undefined ? undefined : <Refute refute={current.refute} unit={points} score={naming.score(priorities.outcome)} />}
        actions={<LinkButton to="/voices" search={low(lowEnd(driver)) as never}>{t('whatIf.read')}</LinkButton>}
      >
        {error !== null && current === undefined ? <ProblemState error={error} level="h3" onRetry={() => void refetch()} /> : current === undefined ? <Loading shape="card" /> : <Follows answer={current} driver={driver} points={points} naming={naming} />}
      </WhatIf>
    </Card>
  );
}

function Follows({ answer, driver, points, naming }: { answer: WhatIfAnswer; driver: Driver; points: Measure; naming: Naming }) {
  const { t } = useTranslation('priorities');
  const { percent, count } = useFormat();
  const whole = useMeasure(answer.unit === 'percentage_points' ? 'share' : 'mean');
  // A small rise is seen only in the digits that an interval has.
  const { end } = whole;
  const share = answer.unit === 'percentage_points';
  const [now, then] = [answer.outcome_now.estimate, answer.outcome_then.estimate];
  // With the slider at its start nothing moves, and there is nothing to weigh.
  const still = answer.part === 0;
  // The scale holds what the whole of the reached would give, so that the dots travel as the slider moves.
  const full = driver.rise;
  const ends = [0, ...(full === null ? answer.dots : [full.low, full.high])];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const room = (high - low) * 0.35 || 0.1;
  if (answer.rise === null) return <p className="soft">{t('whatIf.noEffect')}</p>;
  return (
    <>
      <p className="soft">{t('whatIf.moved', { count: answer.moved, still: percent(answer.then.share, 1), spared: count(answer.spared) })}</p>
      <div className={css.change}>
        <p className="note">{t(share ? 'whatIf.riseShare' : 'whatIf.rise', { score: naming.score(answer.outcome) })}</p>
        <Estimate figure={{ estimate: answer.rise, shortfall: null }} measure={points} count={<span className="sr">{t('whatIf.predicted')}</span>} />
        {still ? null : <p className="note">{t(leavesZeroOut(answer.rise) ? 'whatIf.clear' : 'whatIf.unclear')} {answer.outcome.metric === 'nps' ? t('whatIf.notNps') : null}</p>}
      </div>
      {still || now === null || then === null ? null : (
        <div className={css.then}>
          <p>
            <Trans t={t} i18nKey={share ? 'whatIf.thenWordsShare' : 'whatIf.thenWords'} values={{ now: end(now.value), then: end(then.value) }} components={{ b: <b className="num" /> }} />
          </p>
          <p className="note">{t(share ? 'whatIf.thenIntervalShare' : 'whatIf.thenInterval', { low: end(then.low), high: end(then.high) })}</p>
        </div>
      )}
      <QuantileDots label={t('whatIf.dots')} outcomes={answer.dots} scale={[low - room, high + room]} write={points.change} />
    </>
  );
}

function Refute({ refute, unit, score }: { refute: WhatIfAnswer['refute']; unit: Measure; score: string }) {
  const { t } = useTranslation('priorities');
  if (refute.code !== 'experiment_on_half' || refute.at_least === null) return <>{t('whatIf.nothingToTest')}</>;
  const least = unit.size(refute.at_least);
  return (
    <>
      {t('whatIf.refute', { least, score })}{' '}
      {refute.answers === null ? null : refute.days === null ? t('whatIf.refuteAnswers', { count: refute.answers }) : t('whatIf.refuteDays', { count: refute.answers, days: refute.days })}
    </>
  );
}
