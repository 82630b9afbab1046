import { Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { useKey } from '@/app/keyboard/Keyboard';
import { IconButton } from '@/ui/actions/IconButton';
import { Icon } from '@/ui/icons/Icon';
import { type AddressToken, Token } from './Token';
import css from './AddressRow.module.css';

const isToday = (moment: string): boolean => new Date(moment).toDateString() === new Date().toDateString();

type AddressRowProps = {
  /** Path of the view, shown as it stands in the browser: /pulse. */
  path: string;
  tokens: readonly AddressToken[];
  /** What "+ Filter" offers: tokens that are not set yet. */
  addable?: readonly AddressToken[];
  /** What it cannot offer, because no purpose is named for it. */
  withheld?: readonly string[];
  /** The moment to which the data reach; null while nothing has arrived. */
  dataTo?: string | null;
};

/** The view's state is its address, and is edited as one: each token can be changed in place, each set token lifted. */
export function AddressRow({ path, tokens, addable = [], withheld = [], dataTo }: AddressRowProps) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const [copied, setCopied] = useState(false);
  const [adding, setAdding] = useState<AddressToken | null>(null);
  const copy = () => void navigator.clipboard.writeText(location.href).then(() => setCopied(true));
  useKey('copyLink', copy);
  return (
    <div className={css.row}>
      <div className={css.url} role="group" aria-label={t('address.state')}>
        <span className={`${css.path} ltr`}>{path}</span>
        {tokens.map((token, i) => (
          <Fragment key={`${token.name}=${token.value}`}>
            <span className={css.op} aria-hidden>{i === 0 ? '?' : '&'}</span>
            <Token token={token} />
          </Fragment>
        ))}
        {adding === null ? null : <Token token={adding} open onClose={() => setAdding(null)} />}
        {addable.length + withheld.length === 0 ? null : (
          <Menu shadow="md" position="bottom-start">
            <Menu.Target>
              <button type="button" className={`${css.token} ${css.add}`}><Icon name="plus" size={12} /> {t('address.filter')}</button>
            </Menu.Target>
            <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
              {addable.map((token) => <Menu.Item key={token.name} onClick={() => setAdding(token)}>{token.label}</Menu.Item>)}
              {withheld.length === 0 ? null : (
                <>
                  <Menu.Divider />
                  <Menu.Label className={css.withheld}>{t('address.withheld', { count: withheld.length, names: withheld.map((name) => `\u2068${name}\u2069`).join(t('address.join')) })}</Menu.Label>
                  <Menu.Item component={Link} to="/register" search={{ stage: 'open' } as never}>{t('address.register')}</Menu.Item>
                </>
              )}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {dataTo === undefined || dataTo === null ? null : <span className={css.asOf}>{t('address.dataTo', { at: date(dataTo, isToday(dataTo) ? 'second' : 'dateTime') })}</span>}
      <IconButton label={copied ? t('address.copied') : t('address.copy')} aria-keyshortcuts="c" onClick={copy} onBlur={() => setCopied(false)}>
        <Icon name={copied ? 'check' : 'link'} />
      </IconButton>
      <span className="sr" aria-live="polite">{copied ? t('address.copied') : ''}</span>
    </div>
  );
}
