import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Card } from '@/ui/layout/Card';
import { ScrollBox } from '@/ui/layout/ScrollBox';
import { ProblemState } from '@/ui/states/ProblemState';
import { sourcesQuery } from '../queries';
import { useReasonWords } from '../reasons';
import css from './Quarantine.module.css';
import { type Decision, decisionsQuery, useUndo } from './useQuarantine';

/** Who replayed or dropped what, and with which outcome; each can be taken back for 30 days. */
export function Decisions() {
  const { t } = useTranslation('collect');
  const { date } = useFormat();
  const decisions = useQuery(decisionsQuery);
  const sources = useQuery(sourcesQuery);
  const words = useReasonWords();
  const undo = useUndo();
  const items = decisions.data?.items ?? [];
  const nameOf = (source: string | null) => sources.data?.items.find(({ id, name }) => String(id) === source || name === source)?.name ?? source;
  const about = ({ choice, mapping }: Decision) => [nameOf(choice.source ?? null), choice.reason == null ? null : words.reason({ code: choice.reason, reason: choice.reason }), choice.ids == null ? null : t('decisions.ids', { n: choice.ids.length }), mapping].filter((part) => part !== null);
  return (
    <Card flush title={t('decisions.title')}>
      {decisions.error === null ? null : <ProblemState error={decisions.error} level="h3" onRetry={() => void decisions.refetch()} />}
      {undo.error === null ? null : <ProblemState error={undo.error} level="h3" />}
      {items.length === 0 ? <p className={`note ${css.pad}`}>{t('decisions.none')}</p> : (
        <ScrollBox className={css.scroll} label={t('decisions.title')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('decisions.when')}</th>
                <th scope="col">{t('decisions.what')}</th>
                <th scope="col">{t('decisions.which')}</th>
                <th scope="col">{t('decisions.who')}</th>
                <th scope="col" className="n">{t('decisions.result')}</th>
                <th scope="col"><span className="sr">{t('mend.undo')}</span></th>
              </tr>
            </thead>
            <tbody>
              {items.map((one) => (
                <tr key={one.replayId}>
                  <td className="sm nowrap">{date(one.madeAt, 'dateTime')}</td>
                  <td>{one.kind === 'drop' ? t('decisions.drop') : t('decisions.replay')}</td>
                  <td className="sm">{about(one).map((part, i) => <span key={i}>{i === 0 ? null : <br />}<bdi>{part}</bdi></span>)}</td>
                  <td className="sm"><bdi>{one.madeBy}</bdi></td>
                  <td className="n">{one.passed === null || one.selected === null ? '' : t('decisions.outcome', { pass: one.passed, of: one.selected })}</td>
                  <td className="end nowrap">
                    {one.undoneAt !== null ? <span className="note">{t('decisions.undone', { at: one.undoneAt })}</span> : one.passed === 0 || one.ofRows ? null : <Button size="xs" loading={undo.isPending && undo.variables === one.replayId} onClick={() => undo.mutate(one.replayId)}>{t('mend.undo')}</Button>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </Card>
  );
}
