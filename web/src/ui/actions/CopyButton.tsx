import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/ui/icons/Icon';

/** Copies a text and says so, to the eye and to the screen reader. */
export function CopyButton({ text, children, size }: { text: string; children?: string; size?: 'xs' }) {
  const { t } = useTranslation('ui');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2500);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button size={size} leftSection={<Icon name={copied ? 'check' : 'copy'} />} onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
      <span aria-live="polite">{copied ? t('copied') : (children ?? t('copy'))}</span>
    </Button>
  );
}
