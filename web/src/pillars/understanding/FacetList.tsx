import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { all, type Search } from '@/app/address/search';
import { useFormat } from '@/app/i18n/useFormat';
import type { Catalogue } from '@/app/view/catalogue';
import { rangeText, readRange } from '@/app/view/filter';
import type { Naming } from '@/app/view/useNaming';
import css from './FacetList.module.css';
import type { Facets } from './useVoices';

type Edit = (changes: Record<string, string | string[] | undefined>) => void;
type FacetListProps = { facets: Facets | null; catalogue: Catalogue | undefined; naming: Naming; search: Search; change: Edit; whole: boolean };
type Choice = { value: string; count: number };

const firstShown = 6;

/** What the list can be narrowed by, with how many each choice would leave. */
export function FacetList({ facets, naming, search, change, whole }: FacetListProps) {
  const { t } = useTranslation('voices');
  const parts: { name: string; choices: Choice[]; single?: boolean; open: boolean }[] =
    facets === null
      ? []
      : [
          { name: 'detector', choices: facets.detectors.filter(({ value, count }) => count > 0 || all(search, 'detector').includes(value)), open: true },
          { name: 'topic', choices: facets.topics, open: true },
          { name: 'read_in', choices: facets.read_in, open: false },
          { name: 'language', choices: facets.language, open: true },
          { name: 'source', choices: facets.source, single: true, open: true },
          { name: 'channel', choices: facets.channel, open: true },
          { name: 'touchpoint', choices: facets.touchpoint, open: false },
          ...facets.attributes.map(({ attribute, values }) => ({ name: `a.${attribute.id}`, choices: values, open: false })),
          ...facets.scores.map(({ question, values }) => ({
            name: `s.${question.id}`,
            single: true,
            choices: values.map(({ value, count }) => ({ value: rangeText(value, value), count })),
            open: question.role === 'outcome' && facets.source.length === 1,
          })),
        ];
  const useful = parts.filter(({ name, choices }) => choices.length > 1 || all(search, name).length > 0);
  return (
    <section className={css.facets} aria-label={t('facets.title')}>
      <h2 className="h3">{t('facets.title')}</h2>
      {whole ? <p className="note">{t('facets.whole')}</p> : useful.length === 0 ? <p className="note">{t('facets.none')}</p> : null}
      {useful.map((part) => <Facet key={part.name} {...part} naming={naming} chosen={all(search, part.name)} change={change} />)}
    </section>
  );
}

/** The answers that lie in a chosen range, both ends included. */
export function withinRange(choices: readonly Choice[], range: string): Choice[] {
  const ends = readRange(range);
  return ends === null ? [] : choices.filter(({ value }) => Number(value) >= ends.low && Number(value) <= ends.high);
}

type FacetProps = { name: string; choices: Choice[]; single?: boolean; open: boolean; naming: Naming; chosen: string[]; change: Edit };

function Facet({ name, choices, single = false, open, naming, chosen, change }: FacetProps) {
  const { t } = useTranslation('voices');
  const { count } = useFormat();
  const [every, setEvery] = useState(false);
  const missing = chosen.filter((value) => choices.every((choice) => choice.value !== value)).map((value) => ({ value, count: name.startsWith('s.') ? withinRange(choices, value).reduce((sum, choice) => sum + choice.count, 0) : 0 }));
  const within = new Set(name.startsWith('s.') ? missing.flatMap(({ value }) => withinRange(choices, value).map((choice) => choice.value)) : []);
  const listed = [...missing, ...choices];
  const shown = every ? listed : listed.slice(0, Math.max(firstShown, listed.findLastIndex(({ value }) => chosen.includes(value) || within.has(value)) + 1));
  const toggle = (value: string) =>
    change({ [name]: chosen.includes(value) ? chosen.filter((kept) => kept !== value) : single ? [value] : [...chosen, value], record: undefined });
  return (
    <details open={open || chosen.length > 0}>
      <summary><bdi>{naming.by(name)}</bdi></summary>
      <ul>
        {shown.map(({ value, count: n }) => (
          <li key={value}>
            <label data-within={within.has(value) || undefined}>
              <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
              <bdi>{naming.value(name, value)}</bdi>
              <span>{count(n)}</span>
            </label>
          </li>
        ))}
      </ul>
      {listed.length > shown.length || every ? (
        <button type="button" className={css.more} onClick={() => setEvery(!every)}>{every ? t('facets.fewer') : t('facets.more', { count: listed.length - shown.length })}</button>
      ) : null}
    </details>
  );
}
