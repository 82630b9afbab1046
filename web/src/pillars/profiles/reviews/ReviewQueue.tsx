import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Chance } from '../links/Waterfall';
import { useEvidenceWords } from '../links/useEvidenceWords';
import type { Review } from '../shapes';
import css from './ReviewsPage.module.css';
import type { Named } from './useNames';

/** The pairs that wait, those worth most first, each with why it stands where it does. */
export function ReviewQueue({ items, named, current, onPick, onMore }: { items: readonly Review[]; named: Named; current: string; onPick: (id: string) => void; onMore?: () => void }) {
  const { t } = useTranslation('identity');
  const { signed } = useFormat();
  const words = useEvidenceWords();
  return (
    <>
      <ol className={css.queue}>
        {items.map((review) => (
          <li key={review.id}>
            <button type="button" aria-current={review.id === current ? 'true' : undefined} onClick={() => onPick(review.id)}>
              <span>{t('reviews.pair', { left: named(review.left), right: named(review.right) })}</span>
              <b className="num sm">{signed(review.weight, 1)}</b>
              <small><Chance probability={review.probability} />{t('join')}{review.joined ? t('reviews.joined') : t('reviews.apart')}{t('join')}{words.because(review.because)}</small>
            </button>
          </li>
        ))}
      </ol>
      {onMore === undefined ? null : <p className={css.more}><Button onClick={onMore}>{t('reviews.more')}</Button></p>}
    </>
  );
}
