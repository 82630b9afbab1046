import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Card } from '@/ui/layout/Card';
import { Tag } from '@/ui/layout/Tag';
import { ProblemState } from '@/ui/states/ProblemState';
import css from './DetectorsPage.module.css';
import { PlugInForm } from './PlugInForm';
import { PlugInLedger } from './PlugInLedger';
import { type PlugIn, usePlugIn, useSwitchPlugIn } from './usePlugIn';

/** A model outside of the program that may read words too: what it would do, what would leave, and what did. */
export function PlugInCard() {
  const { t } = useTranslation('plugIn');
  const { data, error, refetch } = usePlugIn();
  if (data === undefined) return error === null ? null : <Card><ProblemState error={error} onRetry={() => void refetch()} level="h3" /></Card>;
  return (
    <Card as="article" label={t('title')} title={t('title')} lead={data.is_on ? t('on') : t('off')} action={<Tag tone={data.is_on ? 'predicted' : 'line'}>{data.is_on ? t('isOn') : t('isOff')}</Tag>}>
      <p>{t('would')}</p>
      <p className="note">{t('leaves')}</p>
      <p className="note">{t('who')}</p>
      <State plugIn={data} />
      <Act key={String(data.is_on)} plugIn={data} />
      <details className={css.more}>
        <summary>{t('settings')}</summary>
        <PlugInForm key={data.history[0]?.at ?? ''} plugIn={data} />
      </details>
      <details className={css.more}>
        <summary>{t('ledger.title')}</summary>
        <PlugInLedger plugIn={data} />
      </details>
    </Card>
  );
}

/** What stands in the way, or how far it is. */
function State({ plugIn }: { plugIn: PlugIn }) {
  const { t } = useTranslation('plugIn');
  const { list } = useFormat();
  return (
    <ul className={css.history}>
      {plugIn.has_key === false ? <li>{t('noKey', { name: plugIn.key_variable })}</li> : null}
      <li>{plugIn.sources.length === 0 ? t('noSources') : t('sources', { names: list(plugIn.sources) })}</li>
      {plugIn.left_alone_until === null ? null : <li>{t('leftAlone', { at: plugIn.left_alone_until })}</li>}
      {plugIn.is_on ? <li>{t('behind', { n: plugIn.behind })}</li> : null}
    </ul>
  );
}

const isComplete = ({ url, model, detectors }: PlugIn): boolean => url !== null && model !== null && detectors.length > 0;

/** The explicit act: on only after it was said what leaves. */
function Act({ plugIn }: { plugIn: PlugIn }) {
  const { t } = useTranslation('plugIn');
  const change = useSwitchPlugIn(plugIn.purpose);
  const [agreed, setAgreed] = useState(false);
  const [history, setHistory] = useState(false);
  if (!plugIn.is_on && !isComplete(plugIn)) return <p className="note">{t('incomplete')}</p>;
  return (
    <div className={css.open}>
      {plugIn.is_on ? null : (
        <>
          <Checkbox label={t('agree', { url: plugIn.url })} checked={agreed} onChange={(event) => setAgreed(event.currentTarget.checked)} />
          <Checkbox label={t('history')} description={t('historyWhy')} checked={history} onChange={(event) => setHistory(event.currentTarget.checked)} />
        </>
      )}
      <p className={css.steer}>
        {plugIn.is_on ? (
          <Button loading={change.isPending} onClick={() => change.mutate({ is_on: false, history: false })}>{t('switchOff')}</Button>
        ) : (
          <Button variant="filled" loading={change.isPending} disabled={!agreed} onClick={() => change.mutate({ is_on: true, history })}>{t('switchOn')}</Button>
        )}
      </p>
      {change.error === null ? null : <ProblemState error={change.error} level="h3" />}
    </div>
  );
}
