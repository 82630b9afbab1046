import { Button, Modal, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemState } from '@/ui/states/ProblemState';

type WhyDialogProps = {
  title: string;
  /** What the button does, verb first. */
  deed: string;
  children: ReactNode;
  error: unknown;
  pending: boolean;
  disabled?: boolean;
  /** What the reason has to say, where there must be one. */
  whyNeeded?: string;
  /** Other things that can be done here. */
  more?: ReactNode;
  onDo: (why: string) => void;
  onClose: () => void;
};

/** Something that stays on record: what it does is said before, and why it is done is asked. */
export function WhyDialog({ title, deed, children, error, pending, disabled = false, whyNeeded, more, onDo, onClose }: WhyDialogProps) {
  const { t } = useTranslation('customers');
  const [why, setWhy] = useState('');
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('cancel') }}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onDo(why.trim());
        }}
      >
        {children}
        <TextInput label={t('why.label')} description={whyNeeded ?? t('why.kept')} required={whyNeeded !== undefined} dir="auto" maxLength={1000} value={why} onChange={(event) => setWhy(event.currentTarget.value)} data-autofocus />
        {error === null ? null : <ProblemState error={error} level="h3" />}
        <div className="row wrap">
          <Button type="submit" variant="filled" loading={pending} disabled={disabled || (whyNeeded !== undefined && why.trim() === '')}>{deed}</Button>
          {more}
          <Button onClick={onClose}>{t('cancel')}</Button>
        </div>
      </form>
    </Modal>
  );
}
