import { useTranslation } from 'react-i18next';
import type { Problem } from '@/api/problem';

const known = ['empty_file', 'header_only', 'truncated_file', 'wrong_encoding', 'line_too_long', 'quote_not_closed', 'not_a_table', 'unknown_format', 'broken_file', 'too_large', 'too_many_columns'] as const;

/** What is wrong with a file, in the reader's language; null for a problem that is not about the file. */
export function useFileProblem(problem: Problem): { title: string; remedy: string } | null {
  const { t } = useTranslation('listening');
  const code = known.find((one) => one === problem.code);
  return code === undefined ? null : { title: t(`fileProblem.${code}`), remedy: t(`fileRemedy.${code}`) };
}
