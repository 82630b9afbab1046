import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { problemOf } from '@/api/problem';
import css from './Quality.module.css';

export type LineError = { line: number; column: number; field: string | null; code: string; detail: string };

const known = [
  'check_action', 'check_argument_missing', 'check_condition', 'check_field', 'check_file_long', 'check_not_a_day', 'check_not_a_number', 'check_not_a_share', 'check_not_a_time', 'check_not_one_of',
  'check_only_warns', 'check_pattern', 'check_quote_open', 'check_range', 'check_count', 'check_no_field', 'check_too_much', 'check_twice', 'check_unknown', 'recipe_map', 'recipe_part', 'recipe_replace', 'recipe_unknown',
] as const;

/** Errors of single lines apart from all others. */
export function useLineErrors(error: unknown): { lines: readonly LineError[]; other: unknown } {
  if (error === null || error === undefined) return { lines: [], other: null };
  const problem = problemOf(error);
  const ofLines = problem.code === 'checks_invalid' || problem.code === 'recipe_invalid';
  return ofLines ? { lines: (problem.errors ?? []) as unknown as LineError[], other: null } : { lines: [], other: error };
}

type LinesEditorProps = { label: string; note: string; value: string; errors: readonly LineError[]; onChange: (text: string) => void };

/** A file of lines; what is wrong stands below with its line and its place. */
export function LinesEditor({ label, note, value, errors, onChange }: LinesEditorProps) {
  const { t } = useTranslation('quality');
  const words = ({ code, detail }: LineError) => {
    const found = known.find((one) => one === code);
    return found === undefined ? <bdi lang="en">{detail}</bdi> : t(`error.${found}`);
  };
  return (
    <>
      <Textarea
        label={label}
        description={<span dir="auto">{note}</span>}
        value={value}
        rows={12}
        spellCheck={false}
        dir="ltr"
        error={errors.length > 0 ? t('error.lines', { count: errors.length }) : undefined}
        styles={{ input: { fontFamily: 'var(--tl-mono)', fontSize: 'var(--tl-text-sm)' } }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {errors.length === 0 ? null : (
        <ul className={css.errors} aria-live="polite">
          {errors.map((one) => <li key={`${one.line} ${one.column} ${one.code}`}>{t('error.at', { line: one.line, column: one.column })}{one.field === null ? null : <> <bdi className="mono">{one.field}</bdi></>}{': '}{words(one)}</li>)}
        </ul>
      )}
    </>
  );
}
