import { Switch } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import type { Naming } from '@/app/view/useNaming';
import { Estimate } from '@/ui/estimate/Estimate';
import type { Estimate as Told } from '@/ui/estimate/figure';
import { useMeasure } from '@/ui/estimate/measure';
import { Card } from '@/ui/layout/Card';
import { Tag } from '@/ui/layout/Tag';
import { ProblemState } from '@/ui/states/ProblemState';
import { type Detector, useChangeDetector } from '../detections';
import { DetectorDetails } from './DetectorDetails';
import css from './DetectorsPage.module.css';
import { useDetectorWords } from './useDetectorWords';

/** One detector: what it looks for, how often it is found, and how good that is, or why nobody knows. */
export function DetectorView({ detector, naming }: { detector: Detector; naming: Naming }) {
  const { t } = useTranslation('detectors');
  const { count, list, date, digits } = useFormat();
  const words = useDetectorWords();
  const [opened, setOpened] = useState(false);
  const change = useChangeDetector(detector.id);
  const { id, card } = detector;
  const name = naming.value('detector', id);
  const spoken = (codes: readonly string[]) => list(codes.map((code) => naming.languageName(code)));
  return (
    <Card
      as="article"
      span={6}
      label={name}
      title={name}
      lead={words.what(id)}
      action={<Switch checked={detector.is_on} disabled={change.isPending} onChange={(event) => change.mutate({ is_on: event.currentTarget.checked })} label={detector.is_on ? t('on') : t('off')} aria-label={t('switch', { name })} />}
    >
      <p className={css.tags}>
        {detector.is_experimental ? <Tag tone="predicted">{t('experimental')}</Tag> : null}
        <Tag tone="line">{detector.learned ? t('learned') : t('patterns')}</Tag>
        <Tag tone="line">{t('version', { version: digits(detector.version) })}</Tag>
      </p>
      {detector.is_on ? null : <p className="note">{t('offWhy')}</p>}
      {detector.is_experimental ? <p className="note">{t('experimentalWhy')}</p> : null}
      <dl className={css.pairs}>
        <div><dt>{t('present')}</dt><dd><Link to="/voices" search={{ detector: id } as never}>{count(detector.present)}</Link></dd></div>
        <div><dt>{t('assessed')}</dt><dd>{count(detector.assessed)}</dd></div>
        <div><dt>{t('languages')}</dt><dd>{spoken(detector.languages)}</dd></div>
      </dl>
      <div className={css.good}>
        <Measured title={t('precision')} what={t('precisionWhat')} estimate={card.precision} refused={card.refused} />
        <Measured title={t('recall')} what={t('recallWhat')} estimate={card.recall} refused={card.refused} />
      </div>
      {card.measured_at === null ? null : <p className="note">{t('measured', { at: date(card.measured_at, 'dayYear'), n: card.n, positives: card.positives, languages: spoken(card.languages) })}</p>}
      <p><Link to="/labels" search={{ detector: id } as never}>{t('labelThem')}</Link></p>
      {change.error === null ? null : <ProblemState error={change.error} level="h3" />}
      <details className={css.more} onToggle={(event) => setOpened(event.currentTarget.open)}>
        <summary>{t('more')}</summary>
        {opened ? <DetectorDetails detector={detector} name={name} /> : null}
      </details>
    </Card>
  );
}

/** A share with its interval and n, or the reason why there is none. */
function Measured({ title, what, estimate, refused }: { title: string; what: string; estimate: Told | null; refused: string | null }) {
  const { t } = useTranslation('detectors');
  const measure = useMeasure('share');
  const words = useDetectorWords();
  return (
    <div>
      <h4>{title}</h4>
      <p className="note">{what}</p>
      {estimate === null ? <p className="sm">{words.refused(refused)}</p> : <Estimate figure={{ estimate, shortfall: null }} measure={measure} size="small" count={t('labelled', { n: estimate.n })} />}
    </div>
  );
}
