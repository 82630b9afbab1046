import { useTranslation } from 'react-i18next';

const reasons = [
  'wrong_number_of_cells', 'not_json', 'not_a_mail', 'not_a_transcript', 'empty_row', 'record_id_missing', 'time_missing', 'time_unreadable',
  'time_out_of_range', 'not_a_number', 'not_yes_or_no', 'off_scale', 'too_long', 'same_id_other_content',
  'not-an-object', 'unknown-type', 'missing-identity', 'missing-event', 'too-large', 'too-deep', 'too-many-keys', 'not-text',
  'not-json', 'bad-id', 'conflict', 'missing-id',
  'value_missing', 'placeholder', 'wrong_kind', 'not_in_list', 'wrong_form', 'wrong_length', 'out_of_range', 'wrong_script', 'broken_text', 'value_repeated',
  'fields_disagree', 'in_the_future', 'too_old', 'wrong_check_digit', 'implausible',
] as const;

/** What only a replay gives as a reason. */
const outcomes = ['patch-failed', 'no-reader', 'decided-meanwhile', 'rejected', 'stay-held'] as const;

type Held = { code: string; reason: string; what_to_do: string };

/** Why something is held and what to do, in the reader's language; a code that is new to us keeps the server's own words. */
export function useReasonWords() {
  const { t } = useTranslation(['listening', 'collect']);
  const known = (code: string) => reasons.find((one) => one === code);
  return {
    reason: ({ code, reason }: Pick<Held, 'code' | 'reason'>): string => {
      const found = known(code);
      return found === undefined ? reason : t(`reason.${found}`, { ns: 'listening' });
    },
    remedy: ({ code, what_to_do }: Pick<Held, 'code' | 'what_to_do'>): string => {
      const found = known(code);
      return found === undefined ? what_to_do : t(`remedy.${found}`, { ns: 'listening' });
    },
    problem: (code: string): string => {
      const found = known(code);
      const outcome = outcomes.find((one) => one === code);
      return found !== undefined ? t(`reason.${found}`, { ns: 'listening' }) : outcome === undefined ? code : t(`problem.${outcome}`, { ns: 'collect' });
    },
  };
}
