import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';

const rules = ['pinned', 'only_value', 'agreed', 'valid', 'newest', 'more_trusted', 'more_complete', 'said_more_often', 'tie_broken'] as const;
const reasons = [...rules, 'same_value', 'replaced', 'not_valid', 'older', 'less_trusted', 'less_complete', 'said_less_often', 'fewer_sources', 'tie'] as const;
const proofs = ['signal', 'gpc', 'statement'] as const;
const purposes = ['improve_experience', 'resolve_cases', 'personalise', 'contact', 'research'] as const;

/** The rule that chose a value and why another was set aside, in the reader's language; a code that is new to us is written as it came. */
export function useRuleWords() {
  const { t } = useTranslation(['customers', 'register']);
  const { list } = useFormat();
  const spaced = (code: string) => code.replaceAll('_', ' ');
  return {
    rule: (code: string): string => {
      const known = rules.find((one) => one === code);
      return known === undefined ? spaced(code) : t(`rule.${known}`);
    },
    reason: (code: string): string => {
      if (code === 'pinned_other') return t('reason.anotherPinned');
      const known = reasons.find((one) => one === code);
      return known === undefined ? spaced(code) : t(`reason.${known}`);
    },
    /** What proves a consent. */
    proof: (code: string): string => {
      const known = proofs.find((one) => one === code);
      return known === undefined ? spaced(code) : t(`consents.proof.${known}`);
    },
    purposes: (codes: readonly string[]): string =>
      list(codes.map((code) => {
        const known = purposes.find((one) => one === code);
        return known === undefined ? spaced(code) : t(`register:purpose.${known}`);
      })),
  };
}
