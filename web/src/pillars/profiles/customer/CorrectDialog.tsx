import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Naming } from '@/app/view/useNaming';
import type { KnownValue } from '../shapes';
import { usePin, useUnpin } from '../useCustomers';
import { WhyDialog } from './WhyDialog';

/** Says by hand which of the values that records hold is right; it stays so whatever arrives, until somebody leaves it to the rule again. */
export function CorrectDialog({ profile, value, naming, onClose }: { profile: string; value: KnownValue; naming: Naming; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const pin = usePin(profile);
  const unpin = useUnpin(profile);
  const [chosen, setChosen] = useState(value.value);
  const attribute = value.attribute_id ?? 0;
  const candidates = [...new Set([value.value, ...(value.why?.candidates ?? []).map((one) => one.value)])];
  return (
    <WhyDialog
      title={t('correct.title', { name: naming.spaced(value.name) })}
      deed={t('correct.do')}
      error={pin.error ?? unpin.error}
      pending={pin.isPending}
      whyNeeded={t('why.kept')}
      more={value.pinned ? <Button loading={unpin.isPending} onClick={() => unpin.mutate(attribute, { onSuccess: onClose })}>{t('correct.unpin')}</Button> : null}
      onDo={(why) => pin.mutate({ attribute, value: chosen, why }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Radio.Group label={t('correct.which')} value={chosen} onChange={setChosen}>
        <div className="stack">
          {candidates.map((one) => <Radio key={one} value={one} label={<bdi>{one}</bdi>} />)}
        </div>
      </Radio.Group>
      <p className="note">{t('correct.why')}</p>
    </WhyDialog>
  );
}
