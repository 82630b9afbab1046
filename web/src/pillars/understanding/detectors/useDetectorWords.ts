import { useTranslation } from 'react-i18next';

const shipped = [
  'anger', 'asked_again', 'buy', 'cancel', 'churn_threat', 'complaint', 'confusion', 'disappointment', 'frustration', 'goal_reached', 'gratitude', 'high_effort', 'human_requested',
  'information', 'joy', 'leaving_reason', 'legal_or_safety', 'negative', 'positive', 'praise', 'refund', 'worry',
] as const;
const reasons = ['no_labels', 'too_few_labels', 'too_few_random_labels', 'no_random_labels'] as const;
const changes = ['switched_on', 'switched_off', 'threshold', 'head', 'version'] as const;

/** What the server says of detectors in codes, in words. */
export function useDetectorWords() {
  const { t } = useTranslation('detectors');
  return {
    what: (id: string): string | undefined => {
      const known = shipped.find((one) => one === id);
      return known === undefined ? undefined : t(`what.${known}`);
    },
    refused: (code: string | null): string => t(`refused.${reasons.find((one) => one === code) ?? 'other'}`),
    changed: (what: string, from: string, to: string): string => t(`history.what.${changes.find((one) => one === what) ?? 'other'}`, { from, to }),
  };
}
