import { Trans, useTranslation } from 'react-i18next';
import { OptionEditor } from '@/app/address/OptionEditor';
import { Token } from '@/app/address/Token';
import { useSearchState } from '@/app/address/useSearchState';
import { useFormat } from '@/app/i18n/useFormat';
import { type Catalogue, splitsOf } from '@/app/view/catalogue';
import { goodOf, useMeasures } from '@/app/view/useMeasures';
import { usePeriodWords } from '@/app/view/usePeriodWords';
import { ChangeStrip } from '@/ui/estimate/ChangeStrip';
import { verdictOf } from '@/ui/estimate/figure';
import { GroupLink } from './GroupLink';
import type { Sentence } from './headline';
import css from './Lead.module.css';
import type { PulsePart } from './parts';

/** The first thing read: sentences that are true if read aloud, and how much was looked at to say them. */
export function Lead({ pulse, main, naming, sentences, catalogue, stale }: PulsePart & { sentences: readonly Sentence[]; catalogue: Catalogue | undefined; stale: boolean }) {
  const { t } = useTranslation('pulse');
  const { percent } = useFormat();
  const [, change] = useSearchState();
  const { strip } = pulse;
  const by = strip === null ? '' : naming.by(strip.by);
  const good = goodOf(main.question);
  const clear = strip?.groups.filter(({ change }) => change.estimate != null && verdictOf(change.estimate, good) !== 'none') ?? [];
  return (
    <section className={css.lead} aria-busy={stale}>
      <p className="soft sm"><Kicker pulse={pulse} /></p>
      <h1>
        {sentences.map((sentence, i) => (
          <span key={i}><Said sentence={sentence} main={main} by={by} name={strip?.by ?? ''} naming={naming} /> </span>
        ))}
      </h1>
      {strip === null || strip.looked_at === 0 || catalogue === undefined ? null : (
        <div className={css.strip}>
          <ChangeStrip
            places={t('strip.places', { count: strip.looked_at, by })}
            good={good}
            tooFew={strip.too_few}
            changes={strip.groups.flatMap(({ value, change }) => (change.estimate == null ? [] : [{ label: naming.value(strip.by, value), change: change.estimate }]))}
          />
          <p className="note row wrap">
            <Token
              token={{
                name: 'by',
                label: t('strip.by'),
                value: <bdi>{by}</bdi>,
                editor: (close) => (
                  <OptionEditor
                    label={t('strip.splitBy')}
                    options={splitsOf(catalogue, pulse.source.id).map((value) => ({ value, label: naming.by(value) }))}
                    chosen={[strip.by]}
                    onChoose={([next]) => {
                      change({ by: next });
                      close();
                    }}
                  />
                ),
              }}
            />
            <a href="#groups">{t('strip.all')}</a>
            {clear.slice(0, 4).map(({ value }) => <GroupLink key={value} by={strip.by} value={value} naming={naming} />)}
            {strip.looked_at > 1 ? <span>{t('strip.level', { level: percent(strip.level, 1) })}</span> : null}
          </p>
        </div>
      )}
    </section>
  );
}

function Kicker({ pulse }: { pulse: PulsePart['pulse'] }) {
  const { t } = useTranslation('pulse');
  const { date } = useFormat();
  const words = usePeriodWords();
  const { period, against, source } = pulse;
  if (!source.has_time) return <>{t('kicker.noTime', { source: source.name })}</>;
  if (period === null) return <>{t('kicker.all', { source: source.name })}</>;
  const to = date(period.to, 'dayYear');
  if (against === null) return <>{t('kicker.alone', { source: source.name, length: words.length(period), to })}</>;
  return <>{t('kicker.compared', { source: source.name, length: words.length(period), to, against: words.against(against, period) })}</>;
}

function Said({ sentence, main, by, name, naming }: { sentence: Sentence; main: PulsePart['main']; by: string; name: string; naming: PulsePart['naming'] }) {
  const { t } = useTranslation('pulse');
  const { digits } = useFormat();
  const measures = useMeasures();
  switch (sentence.say) {
    case 'level': {
      const { metric, scale } = main.question;
      const kind = metric === 'nps' || metric === 'csat' || metric === 'share' ? metric : 'mean';
      return <>{t(`lead.level.${kind}`, { value: measures(main.question).level(sentence.now.value), max: digits(String(scale.max)), label: naming.score(main.question) })}</>;
    }
    case 'notEnough':
      return <>{t('lead.notEnough', { have: sentence.have, need: sentence.need })}</>;
    case 'groupBetter':
    case 'groupWorse':
      return <Trans t={t} i18nKey={sentence.say === 'groupBetter' ? 'lead.groupBetter' : 'lead.groupWorse'} values={{ group: naming.value(name, sentence.group.value) }} components={{ g: <GroupLink by={name} value={sentence.group.value} naming={naming} /> }} />;
    case 'betterHere':
    case 'worseHere':
    case 'noneHere':
      return <>{t(`lead.${sentence.say}`, { score: naming.quoted(main.question) })}</>;
    case 'otherBetter':
    case 'otherWorse':
      return <>{t(`lead.${sentence.say}`, { score: naming.quoted(sentence.score.question) })}</>;
    case 'noGroup':
      return <>{t('lead.noGroup', { by, count: sentence.looked })}</>;
    default:
      return <>{t(`lead.${sentence.say}`)}</>;
  }
}
