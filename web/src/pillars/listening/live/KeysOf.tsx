import { Button, Menu, NumberInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { IconButton } from '@/ui/actions/IconButton';
import { Icon } from '@/ui/icons/Icon';
import { Card } from '@/ui/layout/Card';
import { ProblemState } from '@/ui/states/ProblemState';
import css from './Live.module.css';
import { Secret } from './Secret';
import { type AccessKey, keysQuery, useKeysOf } from './useLive';

const overlaps = [0, 24, 24 * 7] as const; // hours that the old key goes on

/** The write keys of one source: made, replaced with an overlap, stopped. A secret is seen once. */
export function KeysOf({ source, onSecret }: { source: string; onSecret: (secret: string) => void }) {
  const { t } = useTranslation('collect');
  const keys = useQuery(keysQuery);
  const { make, rotate, revoke } = useKeysOf();
  const [name, setName] = useState('');
  const [origins, setOrigins] = useState('');
  const [perSecond, setPerSecond] = useState<number | null>(null);
  const mine = keys.data?.items.filter((key) => key.kind === 'write' && key.source === source && key.revoked_at === null) ?? [];
  const made = rotate.data ?? make.data;
  const problem = make.error ?? rotate.error ?? revoke.error ?? keys.error;
  const submit = (form: FormEvent) => {
    form.preventDefault();
    rotate.reset();
    make.mutate({ name, source, origins: origins.split(/[\s,]+/).filter((one) => one !== ''), per_second: perSecond }, { onSuccess: ({ secret }) => { onSecret(secret); setName(''); } });
  };
  const replace = (id: number, hours: number) => {
    make.reset();
    rotate.mutate({ id, hours }, { onSuccess: ({ secret }) => onSecret(secret) });
  };
  return (
    <Card span={6} fill title={t('keys.title')} lead={t('keys.lead')}>
      <div className="stack">
        {mine.length === 0 ? <p className="note">{t('keys.none')}</p> : <ul className={css.keys}>{mine.map((key) => <KeyLine key={key.id} of={key} onReplace={(hours) => replace(key.id, hours)} onRevoke={() => revoke.mutate(key.id)} />)}</ul>}
        {problem === null ? null : <ProblemState error={problem} level="h3" />}
        {made === undefined ? null : <Secret of={made.secret} />}
        <form className={css.wish} onSubmit={submit}>
          <TextInput label={t('keys.name')} required value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput label={t('keys.origins')} placeholder="https://www.example.com" dir="ltr" value={origins} onChange={(event) => setOrigins(event.currentTarget.value)} />
          <NumberInput label={t('keys.perSecond')} min={1} allowDecimal={false} hideControls value={perSecond ?? ''} onChange={(value) => setPerSecond(typeof value === 'number' ? value : null)} />
          <Button type="submit" loading={make.isPending}>{t('keys.make')}</Button>
        </form>
      </div>
    </Card>
  );
}

function KeyLine({ of: key, onReplace, onRevoke }: { of: AccessKey; onReplace: (hours: number) => void; onRevoke: () => void }) {
  const { t } = useTranslation('collect');
  const { date } = useFormat();
  return (
    <li>
      <span className={css.key}>
        <b><bdi>{key.name}</bdi></b>
        <small>
          {key.last_used_at === null ? t('keys.never') : t('keys.used', { at: key.last_used_at })}
          {key.origins.length === 0 ? null : <> <bdi className="ltr">{key.origins.join(' ')}</bdi></>}
          {key.per_second === null ? null : <> {t('keys.cap', { n: key.per_second })}</>}
          {key.ends_at === null ? null : <> {t('keys.ends', { at: date(key.ends_at, 'dateTime') })}</>}
        </small>
      </span>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target><IconButton label={t('keys.more', { name: key.name })}><Icon name="sliders" /></IconButton></Menu.Target>
        <Menu.Dropdown>
          {overlaps.map((hours) => <Menu.Item key={hours} onClick={() => onReplace(hours)}>{hours === 0 ? t('keys.replaceNow') : hours === 24 ? t('keys.replaceDay') : t('keys.replaceWeek')}</Menu.Item>)}
          <Menu.Divider />
          <Menu.Item onClick={onRevoke}>{t('keys.revoke')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
