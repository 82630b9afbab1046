import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FieldDetail } from './import/FieldDetail';
import { type Field, fieldOf, type Mapping, withField } from './import/mapping';
import css from './SourcesPage.module.css';
import type { QuarantineGroup } from './queries';

const mayBeNoAnswer: ReadonlySet<string> = new Set(['not_a_number', 'not_yes_or_no', 'off_scale']);

/** Changes what the mapping says of the one column at fault; the dry run follows. */
export function Mend({ group, mapping, onChange }: { group: QuarantineGroup; mapping: Mapping; onChange: (mapping: Mapping) => void }) {
  const { t } = useTranslation('listening');
  if (group.column === null) return null;
  const field = fieldOf(mapping, group.column);
  const set = (next: Field) => onChange(withField(mapping, next));
  const empty = field.not_applicable ?? [];
  const value = group.example;
  return (
    <div className={css.mend}>
      <span className="sm">{t('mend.lead')} <bdi className="mono">{group.column}</bdi></span>
      <FieldDetail field={field} onChange={set} />
      {value !== null && field.as === 'score' && mayBeNoAnswer.has(group.code) && !empty.includes(value) ? (
        <Button size="xs" onClick={() => set({ ...field, not_applicable: [...empty, value] })}>{t('mend.noAnswer', { value })}</Button>
      ) : null}
      {group.code === 'off_scale' && field.off_scale !== 'set_aside' ? <Button size="xs" onClick={() => set({ ...field, off_scale: 'set_aside' })}>{t('mend.setAside')}</Button> : null}
    </div>
  );
}
