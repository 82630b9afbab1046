import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { edit, type Search } from '@/app/address/search';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import type { Catalogue } from '@/app/view/catalogue';
import { Identifier } from '@/app/view/Identifier';
import type { Naming } from '@/app/view/useNaming';
import { CopyButton } from '@/ui/actions/CopyButton';
import { IconButton } from '@/ui/actions/IconButton';
import { LeftOutNote } from '@/pillars/profiles/LeftOutNote';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Icon } from '@/ui/icons/Icon';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { EvidenceText } from '@/ui/voice/EvidenceText';
import { AspectsTold } from './AspectsTold';
import { Detections, NotAssessed } from './WhatIsSaid';
import { evidence } from './detections';
import css from './RecordPanel.module.css';
import { type SignalRecord, useRecord } from './useVoices';
import { when } from './when';

type RecordPanelProps = { id: string; words?: string; catalogue: Catalogue | undefined; naming: Naming; onClose?: () => void };

/** One record whole: the words, the answers, what is known, where it came from. */
export function RecordPanel({ id, words, catalogue, naming, onClose }: RecordPanelProps) {
  const { t } = useTranslation('voices');
  const { data, error, refetch } = useRecord(id, words);
  return (
    <div className={css.panel}>
      <div>
        {onClose === undefined ? null : (
          <div className="row between">
            <h2 className="h2">{t('record.title')}</h2>
            <IconButton label={t('record.close')} onClick={onClose}><Icon name="x" /></IconButton>
          </div>
        )}
        <p className={css.id}><span className="mono ltr">{id}</span></p>
      </div>
      {error !== null && data === undefined ? <div><ProblemState error={error} level="h3" onRetry={() => void refetch()} back={<LinkButton variant="filled" to="." search={((before: Search) => edit(before, { record: undefined })) as never}>{t('record.close')}</LinkButton>} /></div> : data === undefined ? <div><Loading shape="card" /></div> : <Told record={data} catalogue={catalogue} naming={naming} />}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3>{title}</h3>
      {children}
    </div>
  );
}

const trail = ['occurred', 'received', 'imported'] as const;

function Told({ record, catalogue, naming }: { record: SignalRecord; catalogue: Catalogue | undefined; naming: Naming }) {
  const { t } = useTranslation('voices');
  const { date, number, count } = useFormat();
  const answers = record.answers.flatMap(({ question_id, value }) => catalogue?.questions.filter(({ id }) => id === question_id).map((question) => ({ question, value })) ?? []);
  const attributes = record.attributes.flatMap(({ attribute_id, value }) => catalogue?.attributes.filter(({ id }) => id === attribute_id).map((attribute) => ({ attribute, value })) ?? []);
  const rest = Object.entries(record.rest ?? {});
  const aside = Object.entries(record.set_aside ?? {});
  return (
    <>
      <div>
        {record.text === null ? <p className="muted">{record.withheld.includes('text') ? t('wordsLeftOut') : t('noWords')}</p> : <EvidenceText text={record.text} language={record.language === 'und' ? null : record.language} spans={evidence(record.matches, record.detections, record.topics)} />}
        <Detections read_in={record.read_in} detections={record.detections} topics={record.topics} naming={naming} />
        <NotAssessed text={record.text} kind={record.kind} read_in={record.read_in} detections={record.detections} naming={naming} />
        {record.language === null ? null : <p className="note">{naming.languageName(record.language)}</p>}
        <LeftOutNote leftOut={record.left_out} />
      </div>
      {record.text === null ? null : <AspectsTold id={record.id} text={record.text} language={record.language} />}
      {answers.length === 0 ? null : (
        <Part title={t('record.answers')}>
          <dl className={css.pairs}>
            {answers.map(({ question, value }) => (
              <div key={question.id}>
                <dt><bdi>{question.label}</bdi></dt>
                <dd><b>{question.metric === 'share' ? (value >= question.scale.max ? t('yes') : t('no')) : t('of', { value: number(value, Number.isInteger(value) ? 0 : 1), max: number(question.scale.max) })}</b></dd>
              </div>
            ))}
          </dl>
        </Part>
      )}
      {attributes.length === 0 ? null : (
        <Part title={t('record.attributes')}>
          <dl className={css.pairs}>
            {attributes.map(({ attribute, value }) => <div key={attribute.id}><dt><bdi>{naming.by(`a.${attribute.id}`)}</bdi></dt><dd><bdi>{naming.value(`a.${attribute.id}`, value)}</bdi></dd></div>)}
          </dl>
        </Part>
      )}
      {aside.length === 0 ? null : (
        <Part title={t('record.setAside')}>
          <p className="note">{t('record.setAsideWhy')}</p>
          <dl className={css.pairs}>{aside.map(([name, value]) => <div key={name}><dt><bdi>{name}</bdi></dt><dd><bdi>{String(value)}</bdi></dd></div>)}</dl>
        </Part>
      )}
      {rest.length === 0 ? null : (
        <Part title={t('record.rest')}>
          <dl className={css.pairs}>{rest.map(([name, value]) => <div key={name}><dt><bdi>{name}</bdi></dt><dd><bdi>{typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)}</bdi></dd></div>)}</dl>
        </Part>
      )}
      <Part title={t('record.trail')}>
        <ol className={css.trail}>
          {record.trail.map(({ at, what }) => {
            const step = trail.find((one) => one === what);
            return <li key={what}><span className="muted xs">{step === 'occurred' ? when(record, date) : date(at, 'dateTime')}</span><span>{step === undefined ? what : t(`record.step.${step}`)}</span></li>;
          })}
        </ol>
        <p className="note">
          {t('record.from', { source: record.source.name })}
          {record.mapping === null ? null : <> {t('record.mapping', { name: record.mapping.name, version: count(record.mapping.version ?? 1) })}</>}
          {record.row === null ? null : <> {t('record.row', { n: record.row + 1 })}</>}
          {record.record_key === null ? null : <> <span className="mono ltr">{record.record_key}</span></>}
        </p>
      </Part>
      <div>
        {record.identifiers.length === 0 ? <p className="note">{record.withheld.includes('customer') ? t('record.nobodyShown') : t('record.nobody')}</p> : (
          <>
            <p className={css.who}>{record.identifiers.map((one) => <Link key={one} to="/customers/$key" params={{ key: one }}><Identifier of={one} /></Link>)}</p>
            <div className="row wrap">
              <LinkButton variant="filled" to="/customers/$key" params={{ key: record.customer ?? record.identifiers[0] ?? '' }}>{t('record.timeline')}</LinkButton>
              <CopyButton text={location.href}>{t('record.copy')}</CopyButton>
            </div>
          </>
        )}
      </div>
    </>
  );
}
