import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Balance } from '@/ui/flow/Balance';
import { DryRun } from '@/ui/flow/DryRun';
import { Card } from '@/ui/layout/Card';
import { DetectorChip } from '@/ui/voice/DetectorChip';
import { EvidenceText } from '@/ui/voice/EvidenceText';
import { Provenance } from '@/ui/why/Provenance';
import { WhyPanel } from '@/ui/why/WhyPanel';
import { verbatims } from './invented';
import css from './Specimen.module.css';

export function VoiceSpecimens() {
  const { t } = useTranslation('design');
  const { count, date } = useFormat();
  return (
    <>
      <Card span={8} fill title={t('voices')} id="voices">
        <div className={css.voices}>
          {verbatims.map(({ language, text, marks }) => (
            <EvidenceText key={language} language={language} text={text} spans={marks.map(([words, letter]) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length, letter }))} />
          ))}
          <p className="row wrap">
            <DetectorChip state="present" name={t('detections.anger')} letter="A" />
            <DetectorChip state="present" name={t('detections.effort')} letter="B" />
            <DetectorChip state="absent" name={t('detections.leave')} />
            <DetectorChip state="not_assessed" name={t('detections.anger')} reason={t('detections.tooShort')} />
          </p>
        </div>
      </Card>
      <Card span={4} fill title={t('why')}>
        <div className="stack">
          <WhyPanel reasons={[{ name: t('whyThis'), words: t('whyThisWords') }, { name: t('whyNot'), words: t('whyNotWords') }]} />
          <p>
            {t('language')}{' '}
            <Provenance
              value={t('persian')}
              rule={t('rule')}
              candidates={[
                { value: t('persian'), source: t('saidSurvey'), since: date('2026-06-02'), standing: 'kept' },
                { value: t('english'), source: t('browser'), since: date('2026-11-20'), standing: 'disagrees' },
              ]}
            />
          </p>
        </div>
      </Card>
      <Card title={t('flow')}>
        <div className="stack">
          <Balance balance={{ received: 48_211_904, stored: 47_902_118, duplicate: 291_530, quarantined: 14_902, rejected: 3_354 }} />
          <Balance balance={{ received: 2_264, stored: 2_231, duplicate: 0, quarantined: 31, rejected: 0 }} />
          <DryRun title={t('dryRunTitle')} outcomes={[{ value: count(12_806), label: t('wouldStore') }, { value: count(59), label: t('stayHeld') }]} actions={<Button variant="filled">{t('filled')}</Button>} />
          <DryRun done title={t('replayed')} outcomes={[{ value: count(12_806), label: t('stored') }, { value: count(59), label: t('stayHeld') }]} />
        </div>
      </Card>
    </>
  );
}
