import type { AddressToken } from '@/app/address/Token';
import { OptionEditor } from '@/app/address/OptionEditor';
import { all, type Search } from '@/app/address/search';
import { attributesOf, type Catalogue, notOffered } from './catalogue';
import { narrows } from './filter';
import { RangeEditor } from './RangeEditor';
import type { Naming } from './useNaming';
import { useFormat } from '@/app/i18n/useFormat';

type Edit = (changes: Record<string, string | string[] | undefined>) => void;
type FilterTokens = {
  /** What narrows now; each can be changed in place and lifted. */
  tokens: AddressToken[];
  /** What could narrow as well. */
  addable: AddressToken[];
  /** What there is and may not narrow: no purpose is named for it. */
  withheld: string[];
};

/** A token has room for a name, not for a question. */
const short = (label: string): string => (label.length > 24 ? `${label.slice(0, 22).trimEnd()}…` : label);

/** The filters of an address as its tokens. */
export function useFilterTokens(search: Search, change: Edit, catalogue: Catalogue | undefined, source: number | null, naming: Naming): FilterTokens {
  const { list } = useFormat();
  if (catalogue === undefined) return { tokens: [], addable: [], withheld: [] };

  const lists: Record<string, string[]> = {
    channel: catalogue.channels.map(({ value }) => value),
    touchpoint: catalogue.touchpoints.map(({ value }) => value),
    language: catalogue.languages.map(({ value }) => value),
    ...Object.fromEntries(attributesOf(catalogue, source).map((a) => [`a.${a.id}`, a.values.map(({ value }) => value)])),
  };
  const editor = (name: string): AddressToken['editor'] => {
    const question = catalogue.questions.find((q) => `s.${q.id}` === name);
    if (question !== undefined) {
      return (close) => (
        <RangeEditor
          question={question}
          range={all(search, name)[0]}
          onChoose={(range) => {
            change({ [name]: range });
            close();
          }}
        />
      );
    }
    const values = lists[name];
    if (values === undefined) return undefined;
    return () => (
      <OptionEditor
        several
        label={naming.by(name)}
        options={[...new Set([...values, ...all(search, name)])].map((value) => ({ value, label: naming.value(name, value) }))}
        chosen={all(search, name)}
        onChoose={(chosen) => change({ [name]: chosen })}
      />
    );
  };
  const without = notOffered(catalogue, source);
  const words = (name: string) => {
    const values = all(search, name).map((value) => naming.value(name, value));
    return values.length > 3 ? `${values[0]} +${values.length - 1}` : list(values);
  };
  const set = Object.keys(search).filter(narrows);
  const askable = catalogue.questions.filter((q) => source === null || q.source_id === source).map((q) => `s.${q.id}`);
  return {
    tokens: set.map((name) => ({ name, label: short(naming.by(name)), value: <bdi>{words(name)}</bdi>, editor: editor(name), onLift: () => change({ [name]: undefined }) })),
    addable: [...Object.keys(lists).filter((name) => (lists[name]?.length ?? 0) > 1 && (source === null || !without.some(({ by }) => by === name))), ...askable]
      .filter((name) => !set.includes(name))
      .map((name) => ({ name, label: naming.by(name), value: '', editor: editor(name) })),
    withheld: without.map(({ by, name }) => (by.startsWith('a.') ? naming.spaced(name) : naming.by(by))),
  };
}
