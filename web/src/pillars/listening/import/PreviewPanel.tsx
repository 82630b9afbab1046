import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useFormat } from '@/app/i18n/useFormat';
import { partsOf } from '@/app/view/Identifier';
import { Icon } from '@/ui/icons/Icon';
import { Card } from '@/ui/layout/Card';
import { Tag } from '@/ui/layout/Tag';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { EvidenceText } from '@/ui/voice/EvidenceText';
import { FutureNote } from '../FutureNote';
import { useReasonWords } from '../reasons';
import css from './MappingStep.module.css';

type Preview = Schemas['Preview'];

/** Above this share of rows held, an import is not the plain way on. */
const manyHeld = 0.1;
const holdsMany = ({ would_hold, rows_checked }: Preview) => would_hold > manyHeld * rows_checked;

type PreviewPanelProps = {
  preview: UseQueryResult<Preview>;
  /** The mapping changed since. */
  stale: boolean;
  /** Questions that must be answered first. */
  open: number;
  /** The source has a name. */
  ready: boolean;
  starting: boolean;
  problem: unknown;
  onStart: () => void;
  onBack: () => void;
};

/** What would become of the file, in pencil: nothing is written until the button is pressed. */
export function PreviewPanel({ preview, stale, open, ready, starting, problem, onStart, onBack }: PreviewPanelProps) {
  const { t } = useTranslation('listening');
  const { data, error, isPending } = preview;
  // A number on the button is a promise: none before this very mapping has been tried.
  const known = stale ? undefined : data;
  const doubtful = known !== undefined && holdsMany(known);
  const rows = known?.whole !== true ? t('preview.importAll') : doubtful ? t('preview.importHeld', { count: known.would_store, held: known.would_hold }) : t('preview.import', { count: known.would_store });
  const wanted = known === undefined && error === null ? t('preview.reading') : rows;
  return (
    <Card title={t('preview.title')} action={<Tag tone="line">{t('preview.nothingYet')}</Tag>}>
      <div className="stack">
        {isPending ? <Loading counting={t('preview.trying')} /> : null}
        {error === null ? null : <ProblemState error={error} level="h3" onRetry={() => void preview.refetch()} />}
        {data === undefined ? null : <div className={stale ? css.stale : undefined} aria-busy={stale}><Outcome preview={data} /></div>}
        {problem === null ? null : <ProblemState error={problem} level="h3" />}
        <p className="note" role="status">{open > 0 ? t('preview.answerFirst', { count: open }) : ready ? '' : t('preview.nameFirst')}</p>
        <div className="row wrap">
          <Button variant={doubtful ? 'default' : 'filled'} disabled={known === undefined || open > 0 || !ready || known.would_store === 0} loading={starting} onClick={onStart} rightSection={<Icon name="next" flip />}>
            {wanted}
          </Button>
          <Button onClick={onBack}>{t('preview.back')}</Button>
        </div>
      </div>
    </Card>
  );
}

function Outcome({ preview }: { preview: Preview }) {
  const { t } = useTranslation('listening');
  const { count, date, number, list, percent } = useFormat();
  const words = useReasonWords();
  const rows = [
    { key: 'store', value: preview.would_store, label: t('preview.store') },
    ...(preview.would_duplicate == null ? [] : [{ key: 'duplicate', value: preview.would_duplicate, label: t('preview.duplicate') }]),
    { key: 'hold', value: preview.would_hold, label: t('preview.hold') },
    ...preview.not_applicable.map((one) => ({ key: `empty ${one.column}`, value: one.count, label: t('preview.notApplicable', { column: one.column }) })),
    ...preview.set_aside.map((one) => ({ key: `aside ${one.column}`, value: one.count, label: t('preview.setAside', { column: one.column }) })),
  ];
  return (
    <div className="stack">
      <div className={css.frame}>
        <p className="sm soft">{preview.whole ? t('preview.checked', { count: preview.rows_checked }) : t('preview.checkedFirst', { count: preview.rows_checked })}</p>
        <div className={css.figures}>{rows.map(({ key, value, label }) => [<b key={`b${key}`} className="num">{count(value)}</b>, <span key={key}>{label}</span>])}</div>
      </div>
      {holdsMany(preview) ? (
        <p role="alert" className={css.doubt}>
          <Icon name="warn" /> <span>{t('preview.holdsMany', { held: preview.would_hold, all: preview.rows_checked, share: percent(preview.would_hold / preview.rows_checked) })}</span>
        </p>
      ) : null}
      <FutureNote future={preview.future} />
      {preview.reject_groups.length === 0 ? null : (
        <ul className={css.rejects}>
          {preview.reject_groups.map((group) => {
            const example = preview.rejects.find((one) => one.code === group.code && one.column === group.column);
            return (
              <li key={`${group.column ?? ''} ${group.code}`}>
                <b className="num">{count(group.count)}</b>
                <span>
                  {words.reason({ code: group.code, reason: example?.reason ?? group.code })} {group.column == null ? null : <bdi className="mono">{group.column}</bdi>}
                  {example?.value == null ? null : <>: <bdi className="mono">{example.value}</bdi></>}
                </span>
                <small>{words.remedy(group)}</small>
              </li>
            );
          })}
        </ul>
      )}
      <details>
        <summary className="sm">{t('preview.sample', { count: preview.sample.length })}</summary>
        <ul className={css.sample}>
          {preview.sample.map((one) => (
            <li key={one.row}>
              <p className="muted xs">
                {list([...(one.occurred_at == null ? [] : [date(one.occurred_day ?? one.occurred_at, 'dayYear')]), ...(one.customer == null ? [] : [partsOf(one.customer).value])])}
              </p>
              {one.text == null ? null : <EvidenceText text={one.text} lines={3} />}
              <p className="xs soft">{one.answers.map(({ name, value }) => <span key={name}><bdi>{name}</bdi> <b>{number(value, Number.isInteger(value) ? 0 : 1)}</b> </span>)}</p>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
