import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Card } from '@/ui/layout/Card';
import { Segmented } from '@/ui/layout/Segmented';
import { Loading } from '@/ui/states/Loading';
import { ProblemState } from '@/ui/states/ProblemState';
import { sourcesQuery } from '../queries';
import { LinesDraft } from './LinesDraft';
import css from './Quality.module.css';
import { clustersQuery, type ClusterBy, type Quality, useRerun, useTryRecipe, withLine } from './quality';

/** How values are cleaned before they are stored: steps in versions, tried on real rows, taken back by the version before. What was received stays beside what was made of it. */
export function RecipeCard({ source, quality }: { source: string; quality: Quality }) {
  const { t } = useTranslation('quality');
  const [open, setOpen] = useState(false);
  if (!quality.mapped) return <Card title={t('recipe.title')}><p className="note">{t('recipe.noMapping')}</p></Card>;
  const steps = (quality.recipe_file?.text ?? '').split('\n').filter((line) => line.trim() !== '').length;
  return (
    <Card title={t('recipe.title')} lead={t('recipe.lead')} action={<Button aria-expanded={open} onClick={() => setOpen(!open)}>{open ? t('recipe.close') : t('recipe.open')}</Button>}>
      {open ? <RecipeEditor key={quality.recipe_file?.version ?? 0} source={source} quality={quality} /> : <p className="note">{t('recipe.steps', { count: steps })}</p>}
    </Card>
  );
}

function RecipeEditor({ source, quality }: { source: string; quality: Quality }) {
  const { t } = useTranslation('quality');
  const tried = useTryRecipe(source);
  return (
    <LinesDraft
      source={source}
      kind="recipe"
      saved={quality.recipe_file?.text ?? ''}
      label={t('recipe.lines')}
      note={t('recipe.form')}
      tried={tried}
      outcome={tried.data === undefined ? null : <Tried tried={tried.data} />}
      settled={quality.recipe_file === null ? null : <History quality={quality} />}
      more={(text, change) => <Clusters source={source} quality={quality} onTake={(line) => change(withLine(text, line))} />}
    />
  );
}

/** What the steps would make of real rows. */
function Tried({ tried }: { tried: NonNullable<ReturnType<typeof useTryRecipe>['data']> }) {
  const { t } = useTranslation('quality');
  const { count } = useFormat();
  return (
    <>
      <p className="note">{t('recipe.tried', { rows: count(tried.rows) })} <bdi>{tried.file}</bdi></p>
      <dl className={css.list}>{tried.changed.map((one) => <div key={one.field} style={{ display: 'contents' }}><dt><bdi>{one.field}</bdi></dt><dd>{t('recipe.changes', { count: one.count })}</dd></div>)}</dl>
      {tried.changed.length === 0 ? <p className="note">{t('recipe.nothing')}</p> : null}
      {tried.unknown.length === 0 ? null : <p className="note">{t('recipe.unknown')} <bdi>{tried.unknown.join(', ')}</bdi></p>}
      {tried.examples.length === 0 ? null : (
        <table className="table">
          <caption className="sr">{t('recipe.examples')}</caption>
          <thead><tr><th scope="col">{t('fields.field')}</th><th scope="col">{t('recipe.before')}</th><th scope="col">{t('recipe.after')}</th></tr></thead>
          <tbody>{tried.examples.map((one) => <tr key={`${one.field} ${one.before}`}><th scope="row"><bdi>{one.field}</bdi></th><td dir="auto"><q>{one.before}</q></td><td dir="auto"><q>{one.after}</q></td></tr>)}</tbody>
        </table>
      )}
      {tried.left_out.length === 0 ? null : <p className="note">{t('recipe.leftOut')}</p>}
    </>
  );
}

/** What is stored already is cleaned by running the source's mapping over its files once more. */
function History({ quality }: { quality: Quality }) {
  const { t } = useTranslation('quality');
  const { count } = useFormat();
  const sources = useQuery(sourcesQuery);
  const mapping = sources.data?.items.find(({ id }) => id === quality.source.id)?.mapping;
  const forecast = useRerun(quality.source.id, mapping?.name ?? '');
  const run = useRerun(quality.source.id, mapping?.name ?? '');
  if (mapping == null) return null;
  const would = forecast.data !== undefined && 'changed' in forecast.data ? forecast.data : undefined;
  return (
    <div className="stack">
      <p className="note">{t('recipe.history')}</p>
      <div className="row wrap">
        <Button loading={forecast.isPending} onClick={() => forecast.mutate(true)}>{t('recipe.forecast')}</Button>
        {would === undefined ? null : <Button loading={run.isPending} disabled={run.isSuccess} onClick={() => run.mutate(false)}>{t('recipe.run')}</Button>}
      </div>
      {would === undefined ? null : <p role="status">{t('recipe.would', { changed: count(would.changed), stored: count(would.would_store), held: count(would.would_hold) })}</p>}
      {run.isSuccess ? <p role="status">{t('recipe.running')}</p> : null}
      {(forecast.error ?? run.error) === null ? null : <ProblemState error={forecast.error ?? run.error} level="h3" />}
    </div>
  );
}

/** Ways of writing one value, to be made one by a step of the recipe. */
function Clusters({ source, quality, onTake }: { source: string; quality: Quality; onTake: (line: string) => void }) {
  const { t } = useTranslation('quality');
  const { count } = useFormat();
  const [field, setField] = useState<string | null>(null);
  const [by, setBy] = useState<ClusterBy>('fingerprint');
  const clusters = useQuery({ ...clustersQuery(source, field ?? '', by), enabled: field !== null });
  const fields = quality.fields.filter((one) => ['word', 'name', 'text', 'code', 'country'].includes(one.kind) && one.filled.count > 0).map((one) => one.field);
  return (
    <details className={css.more}>
      <summary>{t('clusters.title')}</summary>
      <div className="stack">
        <p className="note">{t('clusters.lead')}</p>
        <div className="row wrap">
          <Select label={t('fields.field')} data={[...new Set(fields)]} value={field} onChange={setField} searchable />
          <Segmented label={t('clusters.by')} value={by} onChange={setBy} options={[{ value: 'fingerprint', label: t('clusters.fingerprint') }, { value: 'ngram', label: t('clusters.ngram') }, { value: 'sound', label: t('clusters.sound') }]} />
        </div>
        {field !== null && clusters.isPending ? <Loading shape="lines" /> : null}
        {clusters.error === null ? null : <ProblemState error={clusters.error} level="h3" />}
        {clusters.data === undefined ? null : clusters.data.clusters.length === 0 ? <p className="note">{t('clusters.none', { distinct: count(clusters.data.distinct) })}</p> : (
          <ul className={css.lines}>
            {clusters.data.clusters.map((one) => (
              <li key={one.step}>
                <div><span dir="auto">{one.values.map(({ value, count: n }, i) => <span key={value}>{i === 0 ? null : ' / '}<bdi>{value}</bdi> <small>({count(n)})</small></span>)}</span></div>
                <Button size="xs" aria-label={t('clusters.takeOf', { value: one.into })} onClick={() => onTake(one.step)}>{t('clusters.take')}</Button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </details>
  );
}
