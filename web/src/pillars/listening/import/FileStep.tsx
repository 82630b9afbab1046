import { Button, Progress } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '@/api/problem';
import { useFormat, useLanguage } from '@/app/i18n/useFormat';
import { Card } from '@/ui/layout/Card';
import { ProblemState } from '@/ui/states/ProblemState';
import { State } from '@/ui/states/State';
import { FileDrop } from './FileDrop';
import { useFileProblem } from './fileProblems';
import { takeFile } from './givenFile';
import { type Upload, upload } from './upload';

type Sending = { file: File; sent: number };

/** Drop, and send with progress. A file that cannot be used says why and what to do; nothing of it is kept. */
export function FileStep({ onUploaded }: { onUploaded: (upload: Upload) => void }) {
  const { t } = useTranslation('listening');
  const { bytes, percent } = useFormat();
  const [given] = useState(takeFile);
  const [sending, setSending] = useState<Sending | null>(given === null ? null : { file: given, sent: 0 });
  const [error, setError] = useState<unknown>(null);
  const stop = useRef<AbortController | null>(null);

  const send = (file: File) => {
    const controller = new AbortController();
    stop.current = controller;
    upload(file, (sent) => setSending({ file, sent }), controller.signal).then(onUploaded, (failed: unknown) => {
      setSending(null);
      if (!controller.signal.aborted) setError(failed);
    });
  };
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    if (given !== null) send(given);
  });

  if (sending !== null) {
    const share = sending.file.size === 0 ? 1 : sending.sent / sending.file.size;
    return (
      <Card title={<bdi>{sending.file.name}</bdi>} lead={t('wizard.sending')} action={<Button onClick={() => stop.current?.abort()}>{t('wizard.stop')}</Button>}>
        <Progress value={share * 100} aria-label={t('wizard.sending')} />
        <p className="note" role="status">{share < 1 ? t('wizard.sent', { sent: bytes(sending.sent), all: bytes(sending.file.size), share: percent(share) }) : t('wizard.looking')}</p>
      </Card>
    );
  }
  return (
    <Card>
      {error === null ? null : <FileProblem error={error} />}
      <FileDrop
        onFile={(file) => {
          setError(null);
          setSending({ file, sent: 0 });
          send(file);
        }}
      />
    </Card>
  );
}

function FileProblem({ error }: { error: unknown }) {
  const { t } = useTranslation('listening');
  const problem = problemOf(error);
  const words = useFileProblem(problem);
  const language = useLanguage(); // the server's own sentence is English and ends with the remedy
  if (words === null) return <ProblemState error={error} />;
  return (
    <State picture="error" urgent title={words.title} actions={<span className="sm muted mono ltr">{problem.code}</span>}>
      <p><bdi>{problem.detail}</bdi></p>
      {language === 'en' ? null : <p>{words.remedy}</p>}
      <p className="note">{t('wizard.nothingKept')}</p>
    </State>
  );
}
