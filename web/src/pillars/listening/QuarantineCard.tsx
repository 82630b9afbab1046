import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Icon } from '@/ui/icons/Icon';
import { Card } from '@/ui/layout/Card';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';
import { HeldRows } from './HeldRows';
import { type QuarantineGroup, quarantineQuery } from './queries';
import { ReplayFrame } from './ReplayFrame';
import { useReasonWords } from './reasons';
import css from './SourcesPage.module.css';

const keyOf = (group: QuarantineGroup) => `${group.source.id} ${group.column ?? ''} ${group.code} ${group.live}`;

/** What is held, by reason: why, an example as received, and what to do. Held is not lost. */
export function QuarantineCard({ source, name, held }: { source?: string; name?: string; held: number }) {
  const { t } = useTranslation('listening');
  const { count } = useFormat();
  const quarantine = useQuery({ ...quarantineQuery(source), enabled: held > 0 });
  const [open, setOpen] = useState<string | null>(null);
  const [replaying, setReplaying] = useState<QuarantineGroup | null>(null);
  const groups = quarantine.data?.groups ?? [];
  return (
    <Card
      span={8}
      fill
      flush
      id="quarantine"
      title={name === undefined ? t('quarantine.title', { count: held }) : t('quarantine.titleOf', { name, count: held })}
      lead={t('quarantine.lead')}
      action={held === 0 ? undefined : <span className="row wrap"><Link to="/sources/quarantine" search={(source === undefined ? {} : { source }) as never}>{t('quarantine.all')}</Link><Button component="a" size="xs" href={`/api/v1/quarantine.csv${source === undefined ? '' : `?source=${encodeURIComponent(source)}`}`}>{t('quarantine.export')}</Button></span>}
    >
      {held === 0 ? <State picture="allDone" level="h3" title={t('quarantine.none')}>{t('quarantine.noneWhy')}</State> : null}
      {held > 0 && quarantine.isPending ? <div className={css.pad}><Loading shape="table" /></div> : null}
      {quarantine.error === null ? null : <ProblemState error={quarantine.error} onRetry={() => void quarantine.refetch()} />}
      {held > 0 && groups.length > 0 ? (
        <div className={css.scroll}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('quarantine.reason')}</th>
                <th scope="col" className="n">{t('quarantine.rows')}</th>
                <th scope="col">{t('quarantine.received')}</th>
                <th scope="col">{t('quarantine.do')}</th>
                <th scope="col"><span className="sr">{t('table.more')}</span></th>
              </tr>
            </thead>
            <tbody>
              {groups.map((group) => (
                <Fragment key={keyOf(group)}>
                  <GroupRow group={group} open={open === keyOf(group)} onOpen={() => setOpen(open === keyOf(group) ? null : keyOf(group))} onReplay={() => setReplaying(group)} showSource={source === undefined} countWords={count(group.count)} />
                  {open === keyOf(group) ? <tr className={css.held}><td colSpan={5}><HeldRows group={group} /></td></tr> : null}
                </Fragment>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {replaying === null ? null : <div className={css.pad}><ReplayFrame key={keyOf(replaying)} group={replaying} onClose={() => setReplaying(null)} /></div>}
    </Card>
  );
}

type GroupRowProps = { group: QuarantineGroup; open: boolean; onOpen: () => void; onReplay: () => void; showSource: boolean; countWords: string };

function GroupRow({ group, open, onOpen, onReplay, showSource, countWords }: GroupRowProps) {
  const { t } = useTranslation('listening');
  const { date } = useFormat();
  const words = useReasonWords();
  return (
    <tr>
      <th scope="row" className={css.reason}>
        <b>{words.reason(group)}</b>
        <small>
          {!group.column ? null : <bdi className="mono">{group.column}</bdi>} {showSource ? <bdi>{group.source.name}</bdi> : null} {t('quarantine.since', { at: group.since })}
        </small>
      </th>
      <td className="n">{countWords}</td>
      <td>{group.example === null ? <span className="muted">{t('quarantine.wholeRow')}</span> : <bdi className="mono sm" title={date(group.since, 'dateTime')}>{group.example}</bdi>}</td>
      <td className="sm">{words.remedy(group)}</td>
      <td className="end nowrap">
        {group.live ? (
          <LinkButton size="xs" to="/sources/quarantine" search={{ source: String(group.source.id), reason: group.code } as never} leftSection={<Icon name="undo" flip />}>{t('quarantine.mend')}</LinkButton>
        ) : (
          <>
            <Button size="xs" variant="subtle" aria-expanded={open} onClick={onOpen}>{t('quarantine.show')}</Button>
            <Button size="xs" leftSection={<Icon name="undo" flip />} onClick={onReplay}>{t('quarantine.replay')}</Button>
          </>
        )}
      </td>
    </tr>
  );
}
