import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isDay, lastDays, lastMonths, type Period } from './period';
import css from './PeriodEditor.module.css';

type PeriodEditorProps = {
  period: Period | null;
  /** The last day that has data; presets count back from it. */
  until: string;
  onChoose: (period: Period | null) => void;
};

/** Presets that count back from the last day of the data, or two days of one's own. */
export function PeriodEditor({ period, until, onChoose }: PeriodEditorProps) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(period?.from ?? '');
  const [to, setTo] = useState(period?.to ?? until);
  const right = isDay(from) && isDay(to) && from <= to;
  const presets = [
    { key: 'weeks4', period: lastDays(until, 28) },
    { key: 'weeks12', period: lastDays(until, 84) },
    { key: 'months6', period: lastMonths(until, 6) },
    { key: 'months12', period: lastMonths(until, 12) },
    { key: 'allTime', period: null },
  ] as const;
  return (
    <div className={css.editor}>
      <p className="h3 b">{t('address.period')}</p>
      <div className={css.presets}>
        {presets.map((preset) => <Button key={preset.key} size="xs" onClick={() => onChoose(preset.period)}>{t(`address.${preset.key}`)}</Button>)}
      </div>
      <div className={css.days}>
        <label>{t('address.from')}<input type="date" value={from} max={to} onChange={(event) => setFrom(event.currentTarget.value)} /></label>
        <label>{t('address.to')}<input type="date" value={to} min={from} onChange={(event) => setTo(event.currentTarget.value)} /></label>
      </div>
      <Button variant="filled" disabled={!right} onClick={() => onChoose({ from, to })}>{t('address.show')}</Button>
    </div>
  );
}
