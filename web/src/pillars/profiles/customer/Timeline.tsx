import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { edit, type Search } from '@/app/address/search';
import { useFormat } from '@/app/i18n/useFormat';
import { useRows } from '@/app/keyboard/useRows';
import type { Catalogue } from '@/app/view/catalogue';
import type { Naming } from '@/app/view/useNaming';
import { GivenAnswers } from '@/pillars/understanding/GivenAnswers';
import { channelIcon } from '@/pillars/understanding/VoiceRow';
import { actOf } from '@/pillars/understanding/act';
import { when } from '@/pillars/understanding/when';
import { Icon } from '@/ui/icons/Icon';
import { Card } from '@/ui/layout/Card';
import { ScrollBox } from '@/ui/layout/ScrollBox';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { EvidenceText } from '@/ui/voice/EvidenceText';
import css from './Timeline.module.css';
import { TimelineDrawing } from './TimelineDrawing';
import { useTimeline } from '../useCustomers';

type TimelineProps = { id: string; naming: Naming; catalogue: Catalogue | undefined; current?: string; onPick: (id: string) => void };

/** Attributes that say what happened, as far as the source names them. */
const telling = new Set(['event', 'reason', 'item', 'outcome', 'team', 'amount']);

/** The line through every channel, and under it the same signals as a list, the newest first. */
export function Timeline({ id: profile, naming, catalogue, current, onPick }: TimelineProps) {
  const { t } = useTranslation('customers');
  const { date, count } = useFormat();
  const timeline = useTimeline(profile);
  const list = useRows<HTMLOListElement>();
  const items = timeline.data?.pages.flatMap((page) => page.items) ?? [];
  const total = timeline.data?.pages[0]?.total ?? 0;
  const told = (attributes: readonly { attribute_id: number; value: string }[]) =>
    attributes.flatMap(({ attribute_id, value }) => {
      const name = catalogue?.attributes.find(({ id }) => id === attribute_id)?.name;
      return name !== undefined && telling.has(name) ? [`${naming.spaced(name)}: ${naming.spaced(value)}`] : [];
    });
  if (timeline.data === undefined) {
    return <Card span={8} title={t('timeline.title')}>{timeline.error === null ? <Loading shape="chart" /> : <ProblemState error={timeline.error} level="h3" onRetry={() => void timeline.refetch()} />}</Card>;
  }
  return (
    <Card span={8} title={t('timeline.title')} lead={t('timeline.lead', { shown: items.length, all: total })}>
      <TimelineDrawing items={items} naming={naming} current={current} onPick={onPick} />
      <hr className="rule" />
      <ScrollBox className={css.scroller} label={t('timeline.list')}>
      <ol ref={list} className={css.list}>
        {items.map(({ id, kind, activity, channel, touchpoint, occurred_at, occurred_day, time_known, text, language, answers, attributes, source }) => {
          const act = actOf({ kind, activity });
          const place = touchpoint === null ? null : naming.spaced(touchpoint);
          return (
            <li key={id} data-current={id === current || undefined}>
              <span className="muted sm nowrap">{time_known ? when({ occurred_at, occurred_day }, date, 'dayYear') : t('noTime')}<br /><span className="xs">{time_known && occurred_day === null ? date(occurred_at, 'time') : null}</span></span>
              <span className={css.mark}><Icon name={channelIcon(channel, kind)} /></span>
              <div className={css.what}>
                <p>
                  <Link data-row to="." search={((before: Search) => edit(before, { record: id })) as never} replace resetScroll={false} className={css.open} aria-current={id === current ? 'true' : undefined}>
                    {act === null && place === null ? naming.kind(kind) : <bdi>{act ?? place}</bdi>}
                  </Link>{' '}
                  <span className="muted sm">{act === null ? null : '· '}{[act === null ? null : place, channel === null ? null : naming.channel(channel), ...told(attributes), source.name].filter((part) => part !== null).map((part) => `\u2068${part}\u2069`).join(t('comma'))}</span>
                </p>
                {text === null ? null : <EvidenceText text={text} language={language === 'und' ? null : language} lines={4} />}
                <GivenAnswers answers={answers} catalogue={catalogue} most={3} />
              </div>
            </li>
          );
        })}
      </ol>
      </ScrollBox>
      {timeline.hasNextPage ? <p className={css.more}><Button loading={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>{t('timeline.more', { left: count(total - items.length) })}</Button></p> : null}
    </Card>
  );
}
