import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/ui/icons/Icon';
import { Card } from '@/ui/layout/Card';
import { ProblemState } from '@/ui/states/ProblemState';
import { type Seen, useTestEvent } from './useLive';

const patience = 10_000; // ms; the live view shows an event within 2 s

type TestEventProps = { source: string; secret: string; onSecret: (secret: string) => void; events: readonly Seen[] };

/** Sends one event through the same door as any client, then waits until the live view has seen it. */
export function TestEvent({ source, secret, onSecret, events }: TestEventProps) {
  const { t } = useTranslation('collect');
  const send = useTestEvent(source);
  const [lateOf, setLateOf] = useState<string>();
  const id = send.data;
  const arrived = id === undefined ? undefined : events.find(({ messageId }) => messageId === id);
  const waiting = id !== undefined && arrived === undefined;
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setTimeout(() => setLateOf(id), patience);
    return () => clearTimeout(timer);
  }, [waiting, id]);
  const late = waiting && lateOf === id;
  const submit = (form: FormEvent) => {
    form.preventDefault();
    send.mutate(secret.trim());
  };
  return (
    <Card as="aside" span={5} fill title={t('test.title')} lead={t('test.lead')}>
      <form className="stack" onSubmit={submit}>
        <TextInput label={t('test.key')} description={t('test.keyNote')} inputWrapperOrder={['label', 'input', 'description']} dir="ltr" autoComplete="off" spellCheck={false} required value={secret} onChange={(event) => onSecret(event.currentTarget.value)} />
        <div><Button type="submit" variant="filled" loading={send.isPending || (waiting && !late)} leftSection={<Icon name="play" flip />}>{t('test.send')}</Button></div>
      </form>
      <div aria-live="polite">
        {send.error === null ? null : <ProblemState error={send.error} level="h3" />}
        {waiting ? <p className="note">{late ? t('test.late') : t('test.waiting')}</p> : null}
        {arrived === undefined ? null : <p><Icon name="check" /> {t('test.arrived', { stage: t(`stage.${arrived.stage}`) })}</p>}
      </div>
    </Card>
  );
}
