import { Button, Checkbox, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { useNaming } from '@/app/view/useNaming';
import { ProblemState } from '@/ui/states/ProblemState';
import css from './DetectorsPage.module.css';
import { type PlugIn, useSetPlugIn, useTestPlugIn } from './usePlugIn';
import { usePlugInWords } from './usePlugInWords';

const known = (value: number | string): number | null => (typeof value === 'number' ? value : null);

/** Where it is, what it is asked, what it costs; and a try. */
export function PlugInForm({ plugIn }: { plugIn: PlugIn }) {
  const { t } = useTranslation('plugIn');
  const naming = useNaming(undefined);
  const save = useSetPlugIn();
  const [url, setUrl] = useState(plugIn.url ?? '');
  const [model, setModel] = useState(plugIn.model ?? '');
  const [variable, setVariable] = useState(plugIn.key_variable ?? '');
  const [timeout, setTimeout] = useState<number | string>(plugIn.timeout_seconds);
  const [atOnce, setAtOnce] = useState<number | string>(plugIn.most_in_flight);
  const [priceIn, setPriceIn] = useState<number | string>(plugIn.price_in ?? '');
  const [priceOut, setPriceOut] = useState<number | string>(plugIn.price_out ?? '');
  const [currency, setCurrency] = useState(plugIn.currency);
  const [chosen, setChosen] = useState(plugIn.detectors.map(({ id }) => id));
  const send = () => save.mutate({
    url, model, key_variable: variable, timeout_seconds: known(timeout), most_in_flight: known(atOnce), price_in: known(priceIn), price_out: known(priceOut), currency, detectors: chosen.map((id) => ({ id, threshold: null })),
  });
  return (
    <form className={css.open} onSubmit={(event) => { event.preventDefault(); send(); }}>
      <TextInput label={t('form.url')} description={t('form.urlWhy')} dir="ltr" spellCheck={false} value={url} onChange={(event) => setUrl(event.currentTarget.value)} />
      <TextInput label={t('form.model')} dir="ltr" spellCheck={false} value={model} onChange={(event) => setModel(event.currentTarget.value)} />
      <TextInput label={t('form.key')} description={t('form.keyWhy')} dir="ltr" spellCheck={false} value={variable} onChange={(event) => setVariable(event.currentTarget.value)} />
      <div className={css.good}>
        <NumberInput label={t('form.timeout')} min={1} max={120} value={timeout} onChange={setTimeout} />
        <NumberInput label={t('form.atOnce')} min={1} max={16} value={atOnce} onChange={setAtOnce} />
        <NumberInput label={t('form.priceIn')} min={0} max={1000} value={priceIn} onChange={setPriceIn} />
        <NumberInput label={t('form.priceOut')} min={0} max={1000} value={priceOut} onChange={setPriceOut} />
        <TextInput label={t('form.currency')} dir="ltr" maxLength={3} value={currency} onChange={(event) => setCurrency(event.currentTarget.value)} />
      </div>
      <Checkbox.Group label={t('form.detectors')} description={t('form.detectorsWhy')} value={chosen} onChange={setChosen}>
        <div className={css.good}>{plugIn.choices.map((id) => <Checkbox key={id} value={id} label={naming.value('detector', id)} />)}</div>
      </Checkbox.Group>
      <p className="note">{t('form.off')}</p>
      <p className={css.steer}><Button type="submit" variant="filled" loading={save.isPending}>{t('form.save')}</Button><Try plugIn={plugIn} /></p>
      {save.error === null ? null : <ProblemState error={save.error} level="h3" />}
    </form>
  );
}

/** Asks it of a sentence of ours. */
function Try({ plugIn }: { plugIn: PlugIn }) {
  const { t } = useTranslation('plugIn');
  const { seconds } = useFormat();
  const words = usePlugInWords();
  const ask = useTestPlugIn();
  return (
    <>
      <Button loading={ask.isPending} disabled={plugIn.url === null || plugIn.model === null} onClick={() => ask.mutate()}>{t('test.do')}</Button>
      <span role="status">
        {ask.data === undefined ? null : ask.data.ok ? t('test.ok', { model: ask.data.model ?? plugIn.model, time: seconds(ask.data.milliseconds / 1000) }) : words.failure(ask.data.failure)}
      </span>
      {ask.error === null ? null : <ProblemState error={ask.error} level="h3" />}
    </>
  );
}
