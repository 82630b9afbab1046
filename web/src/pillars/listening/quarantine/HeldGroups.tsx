import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { useRows } from '@/app/keyboard/useRows';
import { Card } from '@/ui/layout/Card';
import { ScrollBox } from '@/ui/layout/ScrollBox';
import type { QuarantineGroup } from '../queries';
import { useReasonWords } from '../reasons';
import css from './Quarantine.module.css';

type HeldGroupsProps = { groups: readonly QuarantineGroup[]; chosen: QuarantineGroup | undefined; onChoose: (group: QuarantineGroup) => void };

/** Reasons with their counts, the most frequent first. Rows of files are mended at their source, where their mapping is. */
export function HeldGroups({ groups, chosen, onChoose }: HeldGroupsProps) {
  const { t } = useTranslation('collect');
  const { count } = useFormat();
  const words = useReasonWords();
  const rows = useRows<HTMLTableSectionElement>();
  return (
    <Card flush title={t('quarantine.groups')} lead={t('quarantine.groupsLead')}>
      <ScrollBox className={css.scroll} label={t('quarantine.groups')}>
        <table className="table">
          <caption className="sr">{t('quarantine.groups')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('quarantine.reason')}</th>
              <th scope="col">{t('quarantine.source')}</th>
              <th scope="col">{t('quarantine.where')}</th>
              <th scope="col" className="n">{t('quarantine.count')}</th>
              <th scope="col">{t('quarantine.do')}</th>
            </tr>
          </thead>
          <tbody ref={rows}>
            {groups.map((group) => (
              <tr key={`${group.source.id} ${group.code} ${group.column ?? ''} ${group.live}`} aria-selected={(chosen !== undefined && group.live && group.source.id === chosen.source.id && group.code === chosen.code) || undefined}>
                <th scope="row">
                  {group.live ? (
                    <button type="button" className={css.pick} data-row aria-pressed={chosen !== undefined && group.source.id === chosen.source.id && group.code === chosen.code} onClick={() => onChoose(group)}>{words.reason(group)}</button>
                  ) : (
                    <Link to="/sources" search={{ source: String(group.source.id) } as never} hash="quarantine" data-row>{words.reason(group)}</Link>
                  )}
                </th>
                <td><bdi>{group.source.name}</bdi></td>
                <td>{group.column ? <bdi className="mono sm ltr">{group.column}</bdi> : <span className="muted">{group.live ? t('quarantine.wholeEvent') : t('quarantine.wholeRow')}</span>}</td>
                <td className="n">{count(group.count)}</td>
                <td className="sm">{words.remedy(group)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </Card>
  );
}
