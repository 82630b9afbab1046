import { Button, NativeSelect, Popover, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Icon } from '@/ui/icons/Icon';
import type { Field } from './mapping';
import css from './MappingStep.module.css';
import { kinds, ScoreEditor } from './ScoreEditor';

const times = ['iso', 'day_month_year', 'month_day_year', 'epoch_seconds', 'epoch_milliseconds'] as const;

type FieldDetailProps = { field: Field; onChange: (field: Field) => void };

/** What more must be known of a column, given its use. */
export function FieldDetail({ field, onChange }: FieldDetailProps) {
  const { t } = useTranslation('listening');
  switch (field.as) {
    case 'time':
      return (
        <NativeSelect
          size="xs"
          aria-label={t('detail.time', { column: field.column })}
          value={field.time ?? 'iso'}
          onChange={(event) => onChange({ ...field, time: event.currentTarget.value === 'iso' ? undefined : event.currentTarget.value })}
          data={times.map((time) => ({ value: time, label: t(`time.${time}`) }))}
        />
      );
    case 'identifier':
      return <TextInput size="xs" aria-label={t('detail.namespace', { column: field.column })} value={field.namespace ?? ''} onChange={(event) => onChange({ ...field, namespace: event.currentTarget.value })} />;
    case 'attribute':
      return (
        <NativeSelect
          size="xs"
          aria-label={t('detail.kind', { column: field.column })}
          value={field.kind ?? 'descriptive'}
          onChange={(event) => onChange({ ...field, kind: kinds.find((kind) => kind === event.currentTarget.value) })}
          data={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        />
      );
    case 'score':
      return <ScoreDetail field={field} onChange={onChange} />;
    default:
      return null;
  }
}

function ScoreDetail({ field, onChange }: FieldDetailProps) {
  const { t } = useTranslation('listening');
  const { number } = useFormat();
  const [roleIsChosen, setRoleIsChosen] = useState(false); // here, because the editor goes with its popover
  const scale = field.metric === 'share' || field.scale == null ? t('detail.yesNo') : t('detail.scale', { min: number(field.scale.min ?? 0), max: number(field.scale.max ?? 0) });
  return (
    <Popover position="bottom-end">
      <Popover.Target>
        <Button size="xs" rightSection={<Icon name="down" size={12} />}>
          {t('detail.score', { scale, metric: t(`metric.${field.metric ?? 'mean'}`), role: t(`role.${field.role ?? 'driver'}`) })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('detail.scoreOf', { column: field.column })}>
        <div className={css.score}><ScoreEditor field={field} onChange={onChange} roleIsChosen={roleIsChosen} onRoleChosen={() => setRoleIsChosen(true)} /></div>
      </Popover.Dropdown>
    </Popover>
  );
}
