import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '@/ui/actions/CopyButton';
import { Card } from '@/ui/layout/Card';
import { ScrollBox } from '@/ui/layout/ScrollBox';
import css from './Live.module.css';
import { snippets } from './snippets';

/** How to point a client that is there already at this source, with the key in place once one has been made. */
export function Connect({ source, secret }: { source: string; secret: string }) {
  const { t } = useTranslation('collect');
  const all = snippets(location.origin, secret === '' ? 'WRITE_KEY' : secret, source);
  const [chosen, setChosen] = useState('curl');
  const snippet = all.find(({ id }) => id === chosen);
  return (
    <Card span={6} fill title={t('connect.title')} lead={t('connect.lead')} action={snippet === undefined ? undefined : <CopyButton size="xs" text={snippet.code} />}>
      <div className="stack">
        <Select label={t('connect.client')} data={all.map(({ id, name }) => ({ value: id, label: name }))} value={chosen} allowDeselect={false} onChange={(value) => setChosen(value ?? 'curl')} />
        <ScrollBox className={css.code} dir="ltr" label={t('connect.snippet', { client: snippet?.name ?? '' })}><pre><code>{snippet?.code}</code></pre></ScrollBox>
        {secret === '' ? <p className="note">{t('connect.noKey')}</p> : null}
        <p className="note">{t('connect.why')}</p>
      </div>
    </Card>
  );
}
