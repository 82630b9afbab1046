import { useTranslation } from 'react-i18next';

const reasons = [
  'wrong_number_of_cells', 'not_json', 'not_a_mail', 'not_a_transcript', 'empty_row', 'record_id_missing', 'time_missing', 'time_unreadable',
  'time_out_of_range', 'not_a_number', 'not_yes_or_no', 'off_scale', 'too_long', 'same_id_other_content',
] as const;

type Held = { code: string; reason: string; what_to_do: string };

/** Why a row is held and what to do, in the reader's language; a code that is new to us keeps the server's own words. */
export function useReasonWords() {
  const { t } = useTranslation('listening');
  const known = (code: string) => reasons.find((one) => one === code);
  return {
    reason: ({ code, reason }: Pick<Held, 'code' | 'reason'>): string => {
      const found = known(code);
      return found === undefined ? reason : t(`reason.${found}`);
    },
    remedy: ({ code, what_to_do }: Pick<Held, 'code' | 'what_to_do'>): string => {
      const found = known(code);
      return found === undefined ? what_to_do : t(`remedy.${found}`);
    },
  };
}
