import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import type { TopicLine } from '@/app/view/topics';
import { ProblemState } from '@/ui/states/ProblemState';
import { useTopicDeed } from './useTopicEdits';

/** Says what happens when a topic is deleted, before it is; one with parts is not deleted. */
export function DeleteDialog({ topic, name, parts, onClose }: { topic: TopicLine; name: string; parts: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation('topics');
  const { list } = useFormat();
  const remove = useTopicDeed();
  return (
    <Modal opened onClose={onClose} title={t('delete.title', { name })} closeButtonProps={{ 'aria-label': t('close') }}>
      <div className="stack">
        {parts.length > 0 ? <p>{t('delete.parts', { parts: list(parts.map((part) => `\u2068${part}\u2069`)) })}</p> : (
          <>
            <p>{t('delete.why', { n: topic.texts })}</p>
            <p>{t('delete.number')}</p>
          </>
        )}
        {remove.error === null ? null : <ProblemState error={remove.error} level="h3" />}
        <div className="row wrap">
          {parts.length > 0 ? null : <Button loading={remove.isPending} onClick={() => remove.mutate({ do: 'delete', id: topic.id }, { onSuccess: onClose })}>{t('delete.do')}</Button>}
          <Button variant="filled" onClick={onClose} data-autofocus>{parts.length > 0 ? t('close') : t('delete.keep')}</Button>
        </div>
      </div>
    </Modal>
  );
}
