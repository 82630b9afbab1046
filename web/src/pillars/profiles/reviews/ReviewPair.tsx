import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { SideBySide } from '../links/SideBySide';
import { useEvidenceWords } from '../links/useEvidenceWords';
import { useLink } from '../links/useLink';
import { Waterfall } from '../links/Waterfall';
import type { Review } from '../shapes';
import css from './ReviewsPage.module.css';
import type { Named } from './useNames';
import type { Verdict } from './useReviews';

const verdicts: readonly { verdict: Verdict; key: string }[] = [{ verdict: 'same', key: 's' }, { verdict: 'different', key: 'd' }, { verdict: 'later', key: 'l' }];

/** One pair in doubt: both sides with their differing letters, the evidence in bits, and the three things that can be said. */
export function ReviewPair({ review, named, pending, error, onDecide }: { review: Review; named: Named; pending: Verdict | null; error: unknown; onDecide: (verdict: Verdict) => void }) {
  const { t } = useTranslation('identity');
  const words = useEvidenceWords();
  const { left, right } = review;
  const link = useLink(left.profile ?? right.profile ?? undefined, left.record, right.record);
  const head = (side: Review['left']) => (
    <span className={css.head}>
      {side.profile === null ? <bdi>{named(side)}</bdi> : <Link to="/customers/$key" params={{ key: side.profile }}><bdi>{named(side)}</bdi></Link>}
      <small><bdi>{side.source}</bdi>{side.profile === null ? null : <>{t('join')}<bdi className="ltr">{side.profile}</bdi></>}</small>
    </span>
  );
  return (
    <div className={css.pair}>
      <div>
        <div className={css.bar} role="group" aria-label={t('reviews.question')}>
          {verdicts.map(({ verdict, key }) => (
            <Button key={verdict} variant={verdict === 'same' ? 'filled' : 'default'} loading={pending === verdict} aria-keyshortcuts={key} onClick={() => onDecide(verdict)}>
              {t(`reviews.${verdict}`)}<kbd aria-hidden>{key}</kbd>
            </Button>
          ))}
        </div>
        {error === null ? null : <ProblemState error={error} level="h3" />}
        <SideBySide label={t('sides.label')} left={{ head: head(left), values: left.values }} right={{ head: head(right), values: right.values }} />
      </div>
      {link.data === undefined ? (link.error === null ? <Loading shape="chart" /> : <ProblemState error={link.error} level="h3" onRetry={() => void link.refetch()} />) : (
        <>
          <Waterfall link={link.data} label={t('waterfall.label', { left: named(left), right: named(right) })} />
          {link.data.objections.length === 0 ? null : <div><h3 className="h3">{t('link.against')}</h3><ul className="sm soft">{link.data.objections.map((code) => <li key={code}>{words.objection(code)}</li>)}</ul></div>}
        </>
      )}
    </div>
  );
}
