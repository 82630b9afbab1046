import { useTranslation } from 'react-i18next';
import type { Relation } from '../shapes';

export const types = ['household', 'account', 'guardian', 'carer', 'employer'] as const;
/** What the other one is, seen from this one. */
const roles = [...types, 'ward', 'cared_for', 'employee', 'holder', 'member', 'partner', 'parent', 'child', 'sibling'] as const;
const reasons = ['same_address', 'same_street', 'same_postcode', 'same_town', 'same_phone', 'same_email', 'same_account', 'same_surname', 'similar_surname', 'through_others', 'generation_apart', 'minor'] as const;

/** What the other one is, where it is known; else what kind of tie it is. */
export const roleOf = ({ role, type }: Pick<Relation, 'role' | 'type'>): string => role ?? type;

/** Ties between customers, and what they were worked out from, in the reader's language. */
export function useRelationWords() {
  const { t } = useTranslation('customers');
  return {
    type: (code: string): string => {
      const known = roles.find((one) => one === code);
      return known === undefined ? code.replaceAll('_', ' ') : t(`relation.${known}`);
    },
    /** What this one is to the other, as the beginning of a sentence that the other ends. */
    to: (code: (typeof types)[number]): string => t(`relationTo.${code}`),
    /** As part of a sentence about somebody: "guardian of Leila". */
    of: (code: string, names: string): string => {
      const known = roles.find((one) => one === code);
      return known === undefined ? `${code.replaceAll('_', ' ')} ${names}` : t(`relationOf.${known}`, { names });
    },
    evidence: (code: string): string => {
      const known = reasons.find((one) => one === code);
      return known === undefined ? code.replaceAll('_', ' ') : t(`relationBecause.${known}`);
    },
  };
}
