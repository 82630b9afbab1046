import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { attributesOf, type Catalogue, notOffered } from '@/app/view/catalogue';
import type { Naming } from '@/app/view/useNaming';
import css from './Themes.module.css';
import type { Pair } from './useThemes';

type PairChooserProps = { catalogue: Catalogue; source: number | null; naming: Naming; pair: Pair; question: number | null; onChoose: (pair: Pair) => void };

const most = 200;

/** What can part two groups, and the values that it has, the most frequent first. */
export function choicesOf(catalogue: Catalogue, source: number | null): Map<string, string[]> {
  const offered = (by: string) => !notOffered(catalogue, source).some((one) => one.by === by);
  const all: [string, string[]][] = [
    ['source', source === null ? catalogue.sources.filter(({ texts }) => texts > 0).map(({ id }) => String(id)) : []],
    ['channel', catalogue.channels.map(({ value }) => value)],
    ['touchpoint', catalogue.touchpoints.map(({ value }) => value)],
    ['language', catalogue.languages.map(({ value }) => value)],
    ...attributesOf(catalogue, source).filter(({ distinct, kind }) => distinct <= most && kind === 'descriptive').map(({ id, values }): [string, string[]] => [`a.${id}`, values.map(({ value }) => value)]),
  ];
  return new Map(all.filter(([by, values]) => values.length > 1 && offered(by)));
}

/** Who is set apart from whom: those who are content and those who are not, or two values of something, or one and all others. */
export function PairChooser({ catalogue, source, naming, pair, question, onChoose }: PairChooserProps) {
  const { t } = useTranslation('themes');
  const choices = choicesOf(catalogue, source);
  const scores = catalogue.questions.filter((one) => one.answers > 0 && one.role === 'outcome' && (source === null || one.source_id === source));
  const values = choices.get(pair.by) ?? [];
  const known = (chosen: string | undefined) => (chosen === undefined || values.includes(chosen) ? values : [chosen, ...values]);
  const from = (id: number) => catalogue.sources.find((one) => one.id === id)?.name ?? '';
  const by = pair.by === 'score' ? `s.${question ?? ''}` : pair.by;
  return (
    <div className={css.pair}>
      <NativeSelect
        label={t('pair.by')}
        value={by}
        data={[
          { group: t('pair.scores'), items: scores.map((one) => ({ value: `s.${one.id}`, label: source === null ? `${naming.score(one)} (${from(one.source_id)})` : naming.score(one) })) },
          { group: t('pair.groups'), items: [...choices.keys()].map((value) => ({ value, label: naming.by(value) })) },
        ]}
        onChange={({ currentTarget: { value } }) => {
          const [a, b] = choices.get(value) ?? [];
          onChoose(value.startsWith('s.') ? { by: 'score', question: value.slice(2) } : { by: value, a, b });
        }}
      />
      {pair.by === 'score' ? null : (
        <>
          <NativeSelect label={t('pair.a')} value={pair.a} data={known(pair.a).filter((value) => value !== pair.b).map((value) => ({ value, label: naming.value(pair.by, value) }))} onChange={({ currentTarget: { value } }) => onChoose({ ...pair, a: value })} />
          <NativeSelect label={t('pair.b')} value={pair.b ?? ''} data={[{ value: '', label: t('side.others') }, ...known(pair.b).filter((value) => value !== pair.a && value !== '').map((value) => ({ value, label: naming.value(pair.by, value) }))]} onChange={({ currentTarget: { value } }) => onChoose({ ...pair, b: value === '' ? undefined : value })} />
        </>
      )}
    </div>
  );
}
