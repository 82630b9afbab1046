import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/ui/icons/Icon';
import { Card } from '@/ui/layout/Card';
import { Tag } from '@/ui/layout/Tag';
import { ProblemState } from '@/ui/states/ProblemState';
import { Because } from './Because';
import css from './Quality.module.css';
import { type Quality, type Suggestion, useSave, withLine } from './quality';

const few = 8;
const leastRows = 20; // below it the server proposes nothing

/** What the profile proposes, with the figures that led to it. One click takes a line over; it warns until somebody makes it do more. */
export function SuggestionsCard({ source, quality }: { source: string; quality: Quality }) {
  const { t } = useTranslation('quality');
  const [all, setAll] = useState(false);
  const checks = useSave(source, 'checks');
  const recipe = useSave(source, 'recipe');
  const suggestions = quality.suggestions.filter((one) => one.for === 'checks' || quality.mapped);
  if (suggestions.length === 0) return quality.rows < leastRows ? <Card title={t('suggest.title')}><p className="note">{t('suggest.tooFew', { least: leastRows, rows: quality.rows })}</p></Card> : null;
  const files = { checks: quality.checks_file?.text ?? '', recipe: quality.recipe_file?.text ?? '' };
  const take = (lines: readonly Suggestion[]) => {
    for (const kind of ['checks', 'recipe'] as const) {
      const text = lines.filter((one) => one.for === kind).reduce((before, { text: line }) => withLine(before, line), files[kind]);
      if (text !== files[kind]) (kind === 'checks' ? checks : recipe).mutate({ text });
    }
  };
  const busy = checks.isPending || recipe.isPending;
  const error = checks.error ?? recipe.error;
  const ofChecks = suggestions.filter((one) => one.for === 'checks');
  return (
    <Card
      title={t('suggest.title')}
      lead={t('suggest.lead')}
      action={ofChecks.length < 2 ? undefined : <Button variant={quality.checks.length === 0 ? 'filled' : 'default'} loading={busy} onClick={() => take(ofChecks)}>{t('suggest.takeAll', { count: ofChecks.length })}</Button>}
    >
      {error === null ? null : <ProblemState error={error} level="h3" />}
      <ul className={css.lines}>
        {suggestions.slice(0, all ? undefined : few).map((one) => (
          <li key={`${one.for} ${one.text}`}>
            <div>
              <span><code className={css.code}>{one.text}</code>{one.for === 'recipe' ? <> <Tag tone="line">{t('suggest.recipe')}</Tag></> : null}</span>
              <Because of={one} />
            </div>
            <Button size="xs" loading={busy} leftSection={<Icon name="plus" />} aria-label={t('suggest.takeOf', { line: one.text })} onClick={() => take([one])}>{t('suggest.take')}</Button>
          </li>
        ))}
      </ul>
      {suggestions.length <= few || all ? null : <div><Button size="xs" onClick={() => setAll(true)}>{t('suggest.more', { count: suggestions.length - few })}</Button></div>}
    </Card>
  );
}
