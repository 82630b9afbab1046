import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '@/ui/layout/Card';

/** Everything that is held of a customer, to be handed to them: the right of access. The history says that it was made. */
export function GiveCard({ id }: { id: string }) {
  const { t } = useTranslation('customers');
  const queries = useQueryClient();
  const noted = () => setTimeout(() => void queries.invalidateQueries({ queryKey: ['customer'] }), 1500);
  const file = `/api/v1/profiles/${encodeURIComponent(id)}/export`;
  return (
    <Card span={4} as="aside" title={t('give.title')} lead={t('give.lead')} id="give">
      <div className="row wrap">
        <Button component="a" href={file} download onClick={noted}>{t('give.json')}</Button>
        <Button component="a" variant="subtle" href={`${file}?format=ndjson`} download onClick={noted}>{t('give.ndjson')}</Button>
      </div>
    </Card>
  );
}
