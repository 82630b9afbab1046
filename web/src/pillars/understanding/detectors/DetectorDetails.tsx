import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { type Detector, type DetectorDetail, useChangeDetector, useDetector } from '../detections';
import { CurveTable } from './CurveTable';
import css from './DetectorsPage.module.css';
import { useDetectorWords } from './useDetectorWords';

/** From which probability on a detector is present, what another would give, and what was changed of it. */
export function DetectorDetails({ detector, name }: { detector: Detector; name: string }) {
  const { data, error, refetch } = useDetector(detector.id, true);
  if (data === undefined) return error === null ? <Loading shape="card" /> : <ProblemState error={error} level="h3" onRetry={() => void refetch()} />;
  return <Opened key={data.threshold} told={data} name={name} />;
}

function Opened({ told: { id, threshold, curve, history }, name }: { told: DetectorDetail; name: string }) {
  const { t } = useTranslation('detectors');
  const { number, date } = useFormat();
  const words = useDetectorWords();
  const change = useChangeDetector(id);
  const [wanted, setWanted] = useState(threshold);
  const shown = (value: string | null) => (value === null || value === '' ? t('history.nothing') : Number.isFinite(Number(value)) ? number(Number(value), Number.isInteger(Number(value)) ? 0 : 2) : value);
  return (
    <div className={css.open}>
      <form
        className={css.set}
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ threshold: wanted });
        }}
      >
        <label>
          {t('threshold.label')}
          <input type="range" min={0.01} max={0.99} step={0.01} value={wanted} aria-label={t('threshold.of', { name })} aria-valuetext={number(wanted, 2)} onChange={(event) => setWanted(Number(event.currentTarget.value))} />
          <output className="num">{number(wanted, 2)}</output>
        </label>
        <Button type="submit" size="xs" disabled={wanted === threshold} loading={change.isPending}>{t('threshold.set')}</Button>
      </form>
      <p className="note">{t('threshold.why')}</p>
      {change.error === null ? null : <ProblemState error={change.error} level="h3" />}
      {curve.length === 0 ? <p className="note">{t('threshold.noCurve')}</p> : <CurveTable curve={curve} threshold={wanted} onTake={setWanted} />}
      <div>
        <h4>{t('history.title')}</h4>
        {history.length === 0 ? <p className="note">{t('history.none')}</p> : (
          <ol className={css.history}>
            {history.map(({ at, by, what, from, to }) => (
              <li key={`${at} ${what}`}><span className="muted">{date(at, 'dateTime')}</span> <span>{words.changed(what, shown(from), shown(to))}</span> {by === '' ? null : <bdi className="muted">{by}</bdi>}</li>
            ))}
          </ol>
        )}
      </div>
    </div>
  );
}
