import { useTranslation } from 'react-i18next';

const failures = ['timeout', 'no_connection', 'name_unknown', 'tls', 'address_refused', 'key_refused', 'no_key', 'not_found', 'rate_limited', 'server', 'malformed', 'too_large', 'circuit_open'] as const;
const reasons = ['no_consent', 'refused_consent', 'no_customer', 'no_purpose', 'too_long', 'nothing_left'] as const;
const kinds = ['email', 'link', 'handle', 'iban', 'card', 'phone', 'number', 'address', 'identifier', 'name', 'known'] as const;

/** What the server says of the outside reader in codes, in words. */
export function usePlugInWords() {
  const { t } = useTranslation('plugIn');
  return {
    failure: (code: string | null): string => t(`failure.${failures.find((one) => one === code) ?? 'other'}`),
    reason: (code: string): string => t(`reason.${reasons.find((one) => one === code) ?? 'other'}`),
    kind: (code: string): string => t(`kind.${kinds.find((one) => one === code) ?? 'number'}`),
  };
}
