import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { useRows } from '@/app/keyboard/useRows';
import type { TopicLine } from '@/app/view/topics';
import { Card } from '@/ui/layout/Card';
import { Tag } from '@/ui/layout/Tag';
import { Bar } from '@/ui/ranking/Bar';
import css from './Topics.module.css';
import type { Editing } from './TopicsPage';
import { treeOf } from './tree';

type TopicTreeProps = { topics: readonly TopicLine[]; version: number; nameOf: (topic: TopicLine) => string; onEdit: (editing: Editing) => void };

/** The tree of topics, each with its texts: a text of a part counts for the whole. */
export function TopicTree({ topics, version, nameOf, onEdit }: TopicTreeProps) {
  const { t } = useTranslation('topics');
  const { count } = useFormat();
  const rows = useRows<HTMLTableSectionElement>();
  const largest = Math.max(1, ...topics.map(({ texts }) => texts));
  return (
    <Card flush className={css.topics} title={t('tree.title')} lead={t('tree.lead', { version })} action={<Button variant="filled" onClick={() => onEdit({ what: 'add', parent: null })}>{t('tree.add')}</Button>}>
      <table className={`table ${css.tree}`}>
        <caption className="sr">{t('tree.title')}</caption>
        <thead>
          <tr><th scope="col">{t('tree.topic')}</th><th scope="col" className={css.texts}>{t('tree.texts')}</th><th scope="col" className={css.do}><span className="sr">{t('tree.do')}</span></th></tr>
        </thead>
        <tbody ref={rows}>
          {treeOf(topics, nameOf).map(({ topic, depth, parts }) => {
            const name = nameOf(topic);
            return (
              <tr key={topic.id} data-gone={topic.gone || undefined}>
                <th scope="row" style={{ '--depth': depth } as CSSProperties}>
                  <span className={css.name}>
                    {depth === 0 ? null : <span className="sr">{t('tree.partOf', { name: nameOf(topics.find(({ id }) => id === topic.parent) ?? topic) })} </span>}
                    <bdi>{name}</bdi>
                    {topic.gone ? <Tag tone="line">{t('tree.gone')}</Tag> : null}
                    {topic.examples_missed.length > 0 ? <Tag tone="line">{t('tree.missed', { n: topic.examples_missed.length })}</Tag> : null}
                  </span>
                </th>
                <td>
                  <Link className={css.count} data-row to="/voices" search={{ topic: String(topic.id) } as never} aria-label={t('tree.read', { name, n: topic.texts })}>
                    <Bar share={topic.texts / largest} tone="observed" /> <span className="num">{count(topic.texts)}</span>
                  </Link>
                  {parts > 0 && topic.own_texts !== topic.texts ? <span className="note">{t('tree.own', { n: topic.own_texts })}</span> : null}
                </td>
                <td>
                  {topic.gone ? null : (
                    <span className={css.deeds}>
                      <Button size="xs" onClick={() => onEdit({ what: 'change', topic })} aria-label={t('tree.changeOf', { name })}>{t('tree.change')}</Button>
                      <Button size="xs" onClick={() => onEdit({ what: 'add', parent: topic.id })} aria-label={t('tree.addPartOf', { name })}>{t('tree.addPart')}</Button>
                      <Button size="xs" onClick={() => onEdit({ what: 'delete', topic })} aria-label={t('tree.deleteOf', { name })}>{t('tree.delete')}</Button>
                    </span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Card>
  );
}
