import { Modal, Switch } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from './Keyboard';
import { alsoOf, keyList } from './keys';
import css from './KeysDialog.module.css';

export function KeysDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { on, setOn } = useKeys();
  return (
    <Modal opened={open} onClose={onClose} title={t('keys.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <dl className={css.list}>
        {keyList.map((one) => {
          const { id, keys } = one;
          const also = alsoOf(one);
          return (<Fragment key={id}>
            <dt className="ltr">{keys.map((key, i) => <Fragment key={i}>{i > 0 ? ' ' : null}<kbd>{key}</kbd></Fragment>)}{also === undefined ? null : <> <kbd>{also === ' ' ? '␣' : also}</kbd></>}</dt>
            <dd>{t(`keys.${id}`)}</dd>
          </Fragment>);
        })}
      </dl>
      <Switch mt="md" checked={on} onChange={(event) => setOn(event.currentTarget.checked)} label={t('keys.single')} description={t('keys.singleWhy')} />
    </Modal>
  );
}
