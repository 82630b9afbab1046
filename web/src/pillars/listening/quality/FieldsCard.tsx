import { useTranslation } from 'react-i18next';
import { Card } from '@/ui/layout/Card';
import { FieldTable } from './FieldTable';
import css from './Quality.module.css';
import type { Field } from './quality';

/** Every field of a source; each opens, to be looked at closer. */
export function FieldsCard({ fields, onOpen }: { fields: readonly Field[]; onOpen: (field: Field) => void }) {
  const { t } = useTranslation('quality');
  return (
    <Card flush title={t('fields.title')} lead={t('fields.lead')}>
      <FieldTable
        fields={fields}
        label={t('fields.title')}
        name={(field) => (
          <span className={css.name}>
            <button type="button" className={css.pick} data-row onClick={() => onOpen(field)}><bdi translate="no">{field.field}</bdi></button>
            <small>{t(`use.${field.use as 'kept'}`)}</small>
          </span>
        )}
      />
    </Card>
  );
}
