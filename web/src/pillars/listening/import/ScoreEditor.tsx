import { Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Field, withMetric } from './mapping';

export const kinds = ['identity', 'descriptive', 'attitudinal', 'behavioural'] as const;
const metrics = ['mean', 'nps', 'csat', 'ces', 'share'] as const;
const roles = ['outcome', 'driver', 'aside'] as const;

type ScoreEditorProps = {
  field: Field;
  onChange: (field: Field) => void;
  /** A person has set the part of this score; it stays, whatever else changes. */
  roleIsChosen: boolean;
  onRoleChosen: () => void;
};

/** The scale of a score, how its answers are summed up, and which values are no answers. */
export function ScoreEditor({ field, onChange, roleIsChosen, onRoleChosen }: ScoreEditorProps) {
  const { t } = useTranslation('listening');
  const scale = field.scale ?? { min: 1, max: 5, low_is_good: false };
  const yesNo = field.metric === 'share';
  return (
    <>
      <TextInput label={t('detail.label')} value={field.label ?? ''} placeholder={field.column} onChange={(event) => onChange({ ...field, label: event.currentTarget.value === '' ? undefined : event.currentTarget.value })} />
      <NativeSelect label={t('detail.metric')} value={field.metric ?? 'mean'} onChange={(event) => onChange(withMetric(field, metrics.find((one) => one === event.currentTarget.value) ?? 'mean', roleIsChosen))} data={metrics.map((metric) => ({ value: metric, label: t(`metric.${metric}`) }))} />
      <NativeSelect
        label={t('detail.role')}
        value={field.role ?? 'driver'}
        onChange={(event) => {
          onRoleChosen();
          onChange({ ...field, role: roles.find((role) => role === event.currentTarget.value) });
        }}
        data={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
      />
      {yesNo ? null : (
        <>
          <NumberInput label={t('detail.worst')} value={scale.min} onChange={(min) => (typeof min === 'number' ? onChange({ ...field, scale: { ...scale, min } }) : undefined)} />
          <NumberInput label={t('detail.best')} value={scale.max} onChange={(max) => (typeof max === 'number' ? onChange({ ...field, scale: { ...scale, max } }) : undefined)} />
          <Checkbox label={t('detail.lowIsGood')} checked={scale.low_is_good} onChange={(event) => onChange({ ...field, scale: { ...scale, low_is_good: event.currentTarget.checked } })} />
        </>
      )}
      <TextInput
        label={t('detail.notApplicable')}
        description={t('detail.notApplicableWhy')}
        defaultValue={(field.not_applicable ?? []).join(', ')}
        onBlur={(event) => {
          const values = event.currentTarget.value.split(/[,،]/).map((value) => value.trim()).filter((value) => value !== '');
          onChange({ ...field, not_applicable: values.length === 0 ? undefined : values });
        }}
      />
    </>
  );
}
