import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Icon } from '@/ui/icons/Icon';
import css from './Balance.module.css';

export type BalanceOf = { received: number; stored: number; duplicate: number; quarantined: number; rejected: number };
const parts = ['stored', 'duplicate', 'quarantined', 'rejected'] as const;
const thin = 0.004; // of the strip; narrower parts are widened so that they can be seen

/** Received = stored + duplicate + quarantined + rejected: every signal accounted for, as an equation. */
export function Balance({ balance }: { balance: BalanceOf }) {
  const { t } = useTranslation('ui');
  const { count, percent } = useFormat();
  const off = balance.received - parts.reduce((sum, part) => sum + balance[part], 0);
  const share = (part: (typeof parts)[number]) => (balance.received === 0 ? 0 : balance[part] / balance.received);
  const widened = parts.filter((part) => balance[part] > 0 && share(part) < thin);
  return (
    <div>
      <div className={css.equation}>
        <div><span>{t('balance.received')}</span><b className="num">{count(balance.received)}</b></div>
        {parts.map((part, i) => (
          <div key={part} className={css.term}>
            <span className={css.sign} aria-hidden>{i === 0 ? '=' : '+'}</span>
            <div><span><i data-part={part} />{t(`balance.${part}`)}</span><b className="num">{count(balance[part])}</b></div>
          </div>
        ))}
        <p className={css.verdict} data-off={off !== 0 || undefined}>
          <Icon name={off === 0 ? 'check' : 'warn'} /> {off === 0 ? t('balance.balances') : t('balance.off', { count: Math.abs(off) })}
        </p>
      </div>
      <div className={css.strip} aria-hidden>
        {parts.map((part) => (balance[part] > 0 ? <span key={part} data-part={part} style={widened.includes(part) ? { flex: '0 0 4px' } : { flex: `${share(part) * 100} 0 0` }} /> : null))}
      </div>
      {widened.length === 0 ? null : <p className="note xs">{t('balance.widened', { share: percent(widened.reduce((sum, part) => sum + share(part), 0), 3) })}</p>}
    </div>
  );
}
