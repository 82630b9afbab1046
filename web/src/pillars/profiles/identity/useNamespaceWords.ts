import { useTranslation } from 'react-i18next';

const known = ['email', 'phone', 'user', 'device', 'anonymous', 'national_id'] as const;

/** Kinds of identifiers in the reader's language; a kind of the data's own is written as the data write it. */
export function useNamespaceWords(): (namespace: string) => string {
  const { t } = useTranslation('identity');
  return (namespace) => {
    if (namespace === '*') return t('namespace.any');
    const name = known.find((one) => one === namespace);
    return name === undefined ? namespace.replaceAll('_', ' ') : t(`namespace.${name}`);
  };
}
