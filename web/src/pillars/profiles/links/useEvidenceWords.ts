import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';

const fields = [
  'full_name', 'first_name', 'last_name', 'birth_date', 'email', 'phone', 'street', 'house_number', 'unit', 'city', 'region', 'postcode', 'country', 'occupation', 'organisation', 'national_id', 'external_id',
  'title', 'venue', 'year', 'custom', 'identifier',
] as const;
const levels = [
  'missing', 'different', 'exact', 'alike', 'close', 'initial', 'part_of_it', 'nickname', 'swapped', 'other_script', 'same_year', 'year_only', 'day_and_month', 'two_of_three_parts', 'one_slip', 'day_month_swapped', 'other_domain',
  'half_the_same', 'some_words', 'half_the_words', 'most_words', 'nearly_all_words', 'a_year_apart', 'shared_identifier',
] as const;
const objections = [
  'blocked_value', 'role_mailbox', 'disposable_mailbox', 'shared_value', 'weak_identifier_alone', 'same_roof_other_first_name', 'same_roof_other_birth_date', 'over_limit', 'said_apart', 'under_one_roof', 'lasting_field_differs',
] as const;
const keys = [
  'national_id', 'external_id', 'email', 'email_name', 'phone', 'phone_end', 'birth', 'birth_year', 'birth_day', 'first', 'last', 'first_letter', 'first_sound', 'last_sound', 'first_start', 'last_start', 'first_heard', 'last_heard', 'name_pair',
  'postcode', 'house', 'street', 'street_words', 'city', 'organisation_words', 'title_words', 'year', 'venue', 'identifier',
] as const;
const changes = ['field_same', 'field_different', 'statement', 'threshold'] as const;
const rules = ['evidence', 'identifier', 'statement', 'resolver', 'person', 'refit'] as const;
const reasons = ['near_threshold', 'held_apart', 'many_signals', 'consents', 'relations', 'drawn'] as const;

const known = <T extends string>(list: readonly T[], code: string): T | undefined => list.find((one) => one === code);
const spaced = (code: string): string => `\u2068${code.replaceAll('_', ' ')}\u2069`;

/** Evidence, objections and reasons in the reader's language, from the codes that the server gives; a code that is new to us is written as it came. */
export function useEvidenceWords() {
  const { t } = useTranslation('identity');
  const { count, signed } = useFormat();
  const field = (code: string): string => {
    const name = known(fields, code);
    return name === undefined ? spaced(code) : t(`field.${name}`);
  };
  return {
    field,
    level: (code: string): string => {
      const name = known(levels, code);
      return name === undefined ? spaced(code) : t(`level.${name}`);
    },
    objection: (code: string): string => {
      const name = known(objections, code);
      return name === undefined ? spaced(code) : t(`objection.${name}`);
    },
    /** What would turn the decision, and the weight that it would have then. */
    change: ({ code, field: of, bits }: { code: string; field: string | null; bits: number | null }): string => {
      const name = known(changes, code);
      const what = name === undefined ? spaced(code) : t(`change.${name}`, { field: of === null ? '' : field(of) });
      return bits === null ? what : t('change.after', { what, bits: signed(bits, 1) });
    },
    by: (code: string, who: string | null = null): string => {
      if (who !== null) return t('by.personNamed', { who: `\u2068${who}\u2069` });
      const name = known(rules, code);
      return name === undefined ? spaced(code) : t(`by.${name}`);
    },
    /** What both records have in common, by which they were compared at all. */
    foundBy: (key: string): string =>
      [...new Set(key.split(/[+ ]/))].map((one) => {
        const name = known(keys, one);
        return name === undefined ? spaced(one) : t(`key.${name}`);
      }).join(t('plus')),
    because: (code: string): string => {
      const name = known(reasons, code);
      return name === undefined ? spaced(code) : t(`because.${name}`);
    },
    /** How rare a value is: one in so many records has it. */
    rarity: (share: number): string => t('rarity', { n: count(Math.max(1, Math.round(1 / share))) }),
  };
}

export type EvidenceWords = ReturnType<typeof useEvidenceWords>;
