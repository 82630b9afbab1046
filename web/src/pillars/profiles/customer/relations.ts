import { useTranslation } from 'react-i18next';

export const types = ['household', 'account', 'guardian', 'carer', 'employer'] as const;
const seenFrom = [...types, 'ward', 'cared_for', 'employee', 'member'] as const;
const reasons = ['same_address', 'same_unit', 'shared_phone', 'shared_email', 'same_last_name', 'shared_account'] as const;

/** Ties between customers, and what they were worked out from, in the reader's language. */
export function useRelationWords() {
  const { t } = useTranslation('customers');
  return {
    type: (code: string): string => {
      const known = seenFrom.find((one) => one === code);
      return known === undefined ? code.replaceAll('_', ' ') : t(`relation.${known}`);
    },
    /** As part of a sentence about somebody: "guardian of Leila". */
    of: (code: string, names: string): string => {
      const known = seenFrom.find((one) => one === code);
      return known === undefined ? `${code.replaceAll('_', ' ')} ${names}` : t(`relationOf.${known}`, { names });
    },
    evidence: (code: string): string | undefined => {
      const known = reasons.find((one) => one === code);
      return known === undefined ? undefined : t(`relationBecause.${known}`);
    },
  };
}
