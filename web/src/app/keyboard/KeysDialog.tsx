import { Modal, Switch } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from './Keyboard';
import { keyList } from './keys';
import css from './KeysDialog.module.css';

export function KeysDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { on, setOn } = useKeys();
  return (
    <Modal opened={open} onClose={onClose} title={t('keys.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <dl className={css.list}>
        {keyList.map(({ id, keys }) => (
          <Fragment key={id}>
            <dt className="ltr">{keys.map((key, i) => <Fragment key={i}>{i > 0 ? ' ' : null}<kbd>{key}</kbd></Fragment>)}</dt>
            <dd>{t(`keys.${id}`)}</dd>
          </Fragment>
        ))}
      </dl>
      <Switch mt="md" checked={on} onChange={(event) => setOn(event.currentTarget.checked)} label={t('keys.single')} description={t('keys.singleWhy')} />
    </Modal>
  );
}
