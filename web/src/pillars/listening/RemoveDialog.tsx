import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemState } from '@/ui/states/ProblemState';
import { type Source, useRemoveSource } from './queries';

/** Says what goes with a source before it goes. */
export function RemoveDialog({ source, onClose }: { source: Source; onClose: () => void }) {
  const { t } = useTranslation('listening');
  const remove = useRemoveSource();
  return (
    <Modal opened onClose={onClose} title={t('remove.title', { name: source.name })} closeButtonProps={{ 'aria-label': t('close') }}>
      <div className="stack">
        <p>{t('remove.why', { count: source.stored })}</p>
        {remove.error === null ? null : <ProblemState error={remove.error} level="h3" />}
        <div className="row wrap">
          <Button loading={remove.isPending} onClick={() => remove.mutate(source.id, { onSuccess: onClose })}>{t('remove.do')}</Button>
          <Button variant="filled" onClick={onClose} data-autofocus>{t('remove.keep')}</Button>
        </div>
      </div>
    </Modal>
  );
}
