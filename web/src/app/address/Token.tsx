import { Popover } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/ui/icons/Icon';
import css from './AddressRow.module.css';

export type AddressToken = {
  /** Name in the address: channel. */
  name: string;
  label: string;
  /** What it says now, in words. */
  value: ReactNode;
  /** Set by the reader: tinted, and liftable. */
  onLift?: () => void;
  /** What opens below to change it; call close when done. */
  editor?: (close: () => void) => ReactNode;
};

export function Token({ token, open = false, onClose }: { token: AddressToken; open?: boolean; onClose?: () => void }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(open);
  const close = () => {
    setOpened(false);
    onClose?.();
  };
  const words = (
    <>
      <span>{token.label}</span> <b>{token.value}</b>
    </>
  );
  return (
    <span className={css.pair} data-set={token.onLift !== undefined || undefined}>
      {token.editor === undefined ? (
        <span className={css.token}>{words}</span>
      ) : (
        <Popover opened={opened} onChange={(next) => (next ? setOpened(true) : close())} position="bottom-start" shadow="md">
          <Popover.Target>
            <button type="button" className={css.token} aria-haspopup="dialog" aria-expanded={opened} onClick={() => (opened ? close() : setOpened(true))}>
              {words} {token.onLift === undefined ? <Icon name="down" size={12} /> : null}
            </button>
          </Popover.Target>
          <Popover.Dropdown aria-label={token.label}>{token.editor(close)}</Popover.Dropdown>
        </Popover>
      )}
      {token.onLift === undefined ? null : (
        <button type="button" className={css.lift} aria-label={t('address.lift', { token: token.label })} onClick={token.onLift}>
          <Icon name="x" size={12} />
        </button>
      )}
    </span>
  );
}
