import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchState } from '@/app/address/useSearchState';
import { useFormat } from '@/app/i18n/useFormat';
import { useKey } from '@/app/keyboard/Keyboard';
import { VoicesTabs } from '@/pillars/understanding/VoicesTabs';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Estimate } from '@/ui/estimate/Estimate';
import { useMeasure } from '@/ui/estimate/measure';
import { Icon } from '@/ui/icons/Icon';
import { Card } from '@/ui/layout/Card';
import { Head, Page } from '@/ui/layout/Page';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';
import { LeftOutNote } from '../LeftOutNote';
import type { Review, ReviewsPage as Queue } from '../shapes';
import { ReviewPair } from './ReviewPair';
import { ReviewQueue } from './ReviewQueue';
import css from './ReviewsPage.module.css';
import { useNames } from './useNames';
import { type Judged, type Verdict, useJudge, useReviews, useTakeBack } from './useReviews';

/** Pairs in doubt, decided one after another by the keyboard: the same, different, or later. */
export function ReviewsPage() {
  const { t } = useTranslation('identity');
  const [search] = useSearchState();
  const { count } = useFormat();
  const reviews = useReviews();
  const first = reviews.data?.pages[0];
  const items = reviews.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t('reviews.title')}>
      <Head title={t('reviews.title')} lead={first === undefined ? undefined : t('reviews.lead', { left: count(first.total), done: count(first.reviewed) })} aside={<VoicesTabs search={search} at="reviews" />} />
      <LeftOutNote leftOut={first?.left_out ?? []} />
      {first === undefined ? (
        <Card>{reviews.error === null ? <Loading shape="table" counting={t('reviews.counting')} /> : <ProblemState error={reviews.error} onRetry={() => void reviews.refetch()} />}</Card>
      ) : <Judging queue={first} items={items} more={reviews.hasNextPage ? () => void reviews.fetchNextPage() : undefined} />}
    </Page>
  );
}

function Judging({ queue, items, more }: { queue: Queue; items: readonly Review[]; more?: () => void }) {
  const { t } = useTranslation('identity');
  const [at, setAt] = useState<string | null>(null);
  const [last, setLast] = useState<Judged | null>(null);
  const named = useNames(last === null ? items : [...items, last.review]);
  const judge = useJudge();
  const takeBack = useTakeBack();
  const place = Math.max(0, items.findIndex(({ id }) => id === at));
  const review = items[place];
  const said = useRef<HTMLDivElement>(null);

  const go = (step: number) => setAt(items[Math.max(0, Math.min(items.length - 1, place + step))]?.id ?? null);
  const decide = (verdict: Verdict) => {
    if (review === undefined || judge.isPending) return;
    // The next one is chosen before the answer comes, so that the eye and the keys are there already.
    const next = items[place + 1] ?? items[place - 1];
    judge.mutate({ review, verdict }, {
      onSuccess: (done) => {
        setLast(done);
        setAt(next?.id ?? null);
      },
    });
  };
  const undo = () => {
    if (last?.fact === null || last?.fact === undefined || takeBack.isPending) return;
    takeBack.mutate(last.fact, {
      onSuccess: () => {
        setAt(last.review.id);
        setLast(null);
      },
    });
  };
  useKey('next', () => go(1));
  useKey('previous', () => go(-1));
  useKey('same', () => decide('same'));
  useKey('different', () => decide('different'));
  useKey('decideLater', () => decide('later'));
  useKey('takeBack', undo);
  useEffect(() => {
    // A button that went away with its pair would leave the focus nowhere.
    if (last !== null && document.activeElement === document.body) said.current?.focus();
  }, [last, review?.id]);

  return (
    <>
      <div ref={said} className={css.done} role="status" tabIndex={-1}>
        {last === null ? <span className="note">{t('reviews.keys')}</span> : (
          <>
            <span><Icon name="check" /> {t(`reviews.said.${last.verdict}`, { left: named(last.review.left), right: named(last.review.right) })}</span>
            {last.fact === null ? null : <Button size="xs" leftSection={<Icon name="undo" flip />} loading={takeBack.isPending} onClick={undo}>{t('reviews.takeBack')}<kbd aria-hidden>u</kbd></Button>}
          </>
        )}
        {takeBack.error === null ? null : <ProblemState error={takeBack.error} level="h3" />}
      </div>
      {review === undefined ? (
        <Card><State picture="allDone" title={t('reviews.none.title')} actions={<LinkButton variant="filled" to="/customers">{t('reviews.none.go')}</LinkButton>}>{t('reviews.none.why')}</State></Card>
      ) : (
        <>
          <Card span={4} as="aside" flush title={t('reviews.queue')} lead={t('reviews.order')}>
            <ReviewQueue items={items} named={named} current={review.id} onPick={setAt} onMore={more} />
          </Card>
          <Card span={8} title={t('reviews.question')}>
            <ReviewPair review={review} named={named} pending={judge.isPending ? judge.variables.verdict : null} error={judge.error} onDecide={decide} />
          </Card>
        </>
      )}
      <Precision queue={queue} />
    </>
  );
}

/** How often the model was right where people looked, once enough of them did. */
function Precision({ queue: { precision } }: { queue: Queue }) {
  const { t } = useTranslation('identity');
  const measure = useMeasure('share');
  return (
    <Card title={t('reviews.precision')} lead={t('reviews.precisionWhy')}>
      <Estimate figure={precision} measure={measure} count={precision.estimate === null ? undefined : t('reviews.verdicts', { n: precision.estimate.n })} />
    </Card>
  );
}
