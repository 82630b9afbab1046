import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Icon } from '@/ui/icons/Icon';
import { Card } from '@/ui/layout/Card';
import { useEvidenceWords } from '../links/useEvidenceWords';
import type { Customer, HistoryEntry } from '../shapes';
import css from './Cards.module.css';
import { JoinBits } from './JoinBits';

const kinds = [
  'profiles_merged', 'profiles_unmerged', 'profile_split', 'joined_stated', 'apart_stated', 'statement_lifted', 'value_pinned', 'value_unpinned', 'record_erased', 'relation_stated', 'relation_ended', 'profile_exported',
] as const;

/** What was decided about this customer, by whom, the newest first; every join can be taken apart. */
export function HistoryCard({ customer, onUndo }: { customer: Customer; onUndo: (entry: HistoryEntry) => void }) {
  const { t } = useTranslation('customers');
  const { date, list } = useFormat();
  const words = useEvidenceWords();
  const ids = (all: readonly string[]) => list(all.map((id) => `\u2066${id}\u2069`));
  return (
    <Card span={8} title={t('history.title')} lead={t('history.lead')} id="history">
      {customer.history.length === 0 ? <p className="note">{t('history.none')}</p> : (
        <ol className={css.events}>
          {customer.history.toSorted((a, b) => b.fact - a.fact).map((entry) => {
            const kind = kinds.find((one) => one === entry.kind);
            return (
              <li key={entry.fact}>
                <span className="sm muted nowrap">{date(entry.at, 'dateTime')}</span>
                <div>
                  <p>{kind === undefined ? <bdi>{entry.kind.replaceAll('_', ' ')}</bdi> : t(`history.kind.${kind}`, { n: entry.records.length, ids: ids(entry.profiles) })}</p>
                  <p className="note">{entry.by === null ? null : words.by(entry.by, entry.who)}{entry.why === null ? null : <>{t('comma')}<bdi>{entry.why}</bdi></>}<JoinBits weight={entry.weight} /></p>
                </div>
                {entry.can_undo ? <Button size="xs" leftSection={<Icon name="undo" flip />} onClick={() => onUndo(entry)}>{entry.kind === 'profiles_merged' ? t('undo.do') : entry.kind === 'profiles_unmerged' ? t('undone.back') : t('lift.do')}</Button> : null}
              </li>
            );
          })}
        </ol>
      )}
    </Card>
  );
}
