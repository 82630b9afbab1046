import { Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { useRows } from '@/app/keyboard/useRows';
import { IconButton } from '@/ui/actions/IconButton';
import { Sparkline } from '@/ui/charts/Sparkline';
import { Icon } from '@/ui/icons/Icon';
import { Card } from '@/ui/layout/Card';
import { Tag } from '@/ui/layout/Tag';
import { Ago } from '@/ui/time/Ago';
import { keysQuery } from './live/useLive';
import type { Source } from './queries';
import css from './SourcesPage.module.css';

const MappingDialog = lazy(() => import('./MappingDialog').then(({ MappingDialog }) => ({ default: MappingDialog })));
const RemoveDialog = lazy(() => import('./RemoveDialog').then(({ RemoveDialog }) => ({ default: RemoveDialog })));

type SourceTableProps = {
  sources: readonly Source[];
  /** How many there are; more than are shown while the address names one. */
  of: number;
  chosen?: string;
  onChoose: (id: string) => void;
  onAll: () => void;
};

export function SourceTable({ sources, of, chosen, onChoose, onAll }: SourceTableProps) {
  const { t } = useTranslation('listening');
  const [removing, setRemoving] = useState<Source | null>(null);
  const [mapping, setMapping] = useState<Source | null>(null);
  const rows = useRows<HTMLTableSectionElement>();
  const keys = useQuery(keysQuery);
  const keyed = new Set(keys.data?.items.filter((key) => key.kind === 'write' && key.revoked_at === null).map((key) => key.source));
  return (
    <Card flush>
      <div className={css.scroll}>
        <table className="table">
          <caption className="sr">{t('sources')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('table.source')}</th>
              <th scope="col">{t('table.activity')}</th>
              {(['received', 'stored', 'duplicate', 'quarantined', 'rejected'] as const).map((part) => <th key={part} scope="col" className="n">{t(`table.${part}`)}</th>)}
              <th scope="col">{t('table.last')}</th>
              <th scope="col">{t('table.state')}</th>
              <th scope="col"><span className="sr">{t('table.more')}</span></th>
            </tr>
          </thead>
          <tbody ref={rows}>
            {sources.map((source) => (
              <SourceRow key={source.id} source={source} keyed={keyed.has(source.name)} chosen={String(source.id) === chosen} onChoose={onChoose} onRemove={() => setRemoving(source)} onMapping={() => setMapping(source)} />
            ))}
          </tbody>
        </table>
      </div>
      {sources.length === of ? null : (
        <p className={`row wrap between note ${css.pad}`}>
          <span>{t('shown.some', { shown: sources.length, count: of })}</span>
          <Button size="xs" onClick={onAll}>{t('shown.all', { count: of })}</Button>
        </p>
      )}
      <Suspense>
        {removing === null ? null : <RemoveDialog source={removing} onClose={() => setRemoving(null)} />}
        {mapping?.mapping == null ? null : <MappingDialog source={mapping} name={mapping.mapping.name} onClose={() => setMapping(null)} />}
      </Suspense>
    </Card>
  );
}

type SourceRowProps = { source: Source; keyed: boolean; chosen: boolean; onChoose: (id: string) => void; onRemove: () => void; onMapping: () => void };

function SourceRow({ source, keyed, chosen, onChoose, onRemove, onMapping }: SourceRowProps) {
  const { t } = useTranslation('listening');
  const { count } = useFormat();
  const last = source.last_received_at;
  // Held stands for rows in quarantine; a question that waits for a person is said by itself.
  const asking = source.state === 'held' && source.waiting === 0;
  // A file comes with its mapping; what has none is sent by programs, and what has a key may be sent too.
  const byPrograms = source.mapping === null && !source.demo;
  return (
    <tr aria-selected={chosen || undefined} data-pick onClick={() => onChoose(String(source.id))}>
      <th scope="row">
        <span className={css.name}>
          {byPrograms || keyed ? (
            <Link to={`/sources/${source.id}` as never} data-row onClick={(event) => event.stopPropagation()}><bdi>{source.name}</bdi></Link>
          ) : (
            <Link to="/sources" className={css.alone} search={{ source: String(source.id) } as never} data-row><bdi>{source.name}</bdi></Link>
          )}
          <small>{source.mapping !== null ? t('table.mapping', { name: source.mapping.name, version: source.mapping.version }) : byPrograms ? t('table.byPrograms') : null}{source.has_time ? null : t('table.noTime')}</small>
        </span>
      </th>
      <td><Sparkline values={source.activity.map((day) => day.count)} /></td>
      <td className="n">{count(source.received)}</td>
      <td className="n">{count(source.stored)}</td>
      <td className="n muted">{count(source.duplicate)}</td>
      <td className="n">{source.quarantined > 0 ? <a href="#quarantine">{count(source.quarantined)}</a> : count(0)}</td>
      <td className="n">{count(source.rejected)}</td>
      <td className="sm nowrap">{last === null ? t('table.never') : <Ago at={last} />}</td>
      <td>
        <span className={css.states}>
          {source.demo ? <Tag tone="line">{t('table.demo')}</Tag> : null}
          {asking ? null : <Tag tone={source.state === 'held' ? 'worse' : 'plain'}><Icon name={source.state === 'held' ? 'warn' : source.state === 'listening' ? 'check' : 'clock'} /> {t(`state.${source.state === 'held' && byPrograms ? 'heldEvents' : source.state}`)}</Tag>}
          {source.open_questions.length > 0 ? <Tag tone="worse"><Icon name="warn" /> {t('table.questions', { count: source.open_questions.length })}</Tag> : null}
        </span>
      </td>
      <td className="end">
        <Menu position="bottom-end" shadow="md">
          <Menu.Target>
            <IconButton label={t('table.moreOf', { name: source.name })} onClick={(event) => event.stopPropagation()}><Icon name="sliders" /></IconButton>
          </Menu.Target>
          <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
            <Menu.Item component={Link} to={`/sources/${source.id}` as never}>{t('open.live')}</Menu.Item>
            <Menu.Item component={Link} to={`/sources/${source.id}/quality` as never}>{t('open.quality')}</Menu.Item>
            <Menu.Item component={Link} to="/pulse" search={{ source: String(source.id) } as never}>{t('open.pulse')}</Menu.Item>
            <Menu.Item component={Link} to="/voices" search={{ source: String(source.id) } as never}>{t('open.voices')}</Menu.Item>
            {source.mapping === null ? null : <Menu.Item onClick={onMapping}>{t('mapping.open')}</Menu.Item>}
            <Menu.Divider />
            <Menu.Item onClick={onRemove}>{t('remove.open')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </td>
    </tr>
  );
}
