import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemState } from '@/ui/states/ProblemState';
import { LinesEditor, useLineErrors } from './LinesEditor';
import { type Kind, useSave, type useTryChecks, type useTryRecipe } from './quality';
import { Versions } from './Versions';

type Trying = ReturnType<typeof useTryChecks> | ReturnType<typeof useTryRecipe>;

type LinesDraftProps = {
  source: string;
  kind: Kind;
  saved: string;
  label: string;
  note: string;
  tried: Trying;
  /** What trying the lines came to; shown until they are changed. */
  outcome: ReactNode;
  /** What stands below while nothing waits to be saved. */
  settled?: ReactNode;
  /** More ways to come by a line. */
  more?: (text: string, change: (next: string) => void) => ReactNode;
};

/** The checks or the recipe as the lines that they are: written, tried, saved as the next version, or taken back. */
export function LinesDraft({ source, kind, saved, label, note, tried, outcome, settled, more }: LinesDraftProps) {
  const { t } = useTranslation('quality');
  const [text, setText] = useState(saved);
  const save = useSave(source, kind);
  const errors = useLineErrors(save.error ?? tried.error);
  const change = (next: string) => {
    setText(next);
    tried.reset();
    save.reset();
  };
  return (
    <div className="stack">
      <LinesEditor label={label} note={note} value={text} errors={errors.lines} onChange={change} />
      {errors.other === null ? null : <ProblemState error={errors.other} level="h3" />}
      <div className="row wrap">
        <Button variant="filled" disabled={text === saved} loading={save.isPending} onClick={() => save.mutate({ text })}>{t('save')}</Button>
        <Button loading={tried.isPending} onClick={() => tried.mutate(text)}>{t('try')}</Button>
        {save.isSuccess ? <span className="note" role="status">{t('saved', { version: save.data.version })}</span> : null}
      </div>
      {outcome === null ? null : <div role="status">{outcome}</div>}
      {text === saved ? settled : null}
      <Versions source={source} kind={kind} now={saved} onTake={change} />
      {more?.(text, change)}
    </div>
  );
}
